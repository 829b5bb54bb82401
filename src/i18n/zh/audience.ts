import type { audience as english } from '#i18n/en/audience.ts';
import type { Translation } from '#i18n/translation.ts';

export const audience = {
  title: '谁会买',
  detail: {
    orders: '依据 {{from}} 至 {{to}} 的 {{baskets}} 笔订单；最近 26 周有 {{customers}} 位已知顾客。',
    sessions:
      '文件中没有订单，改用访问：{{from}} 至 {{to}} 共 {{baskets}} 次；最近 26 周的 {{customers}} 位访客代表顾客。',
  },
  sample: '文件太大，无法全部保留：每 {{oneIn}} 笔完整读取一笔。',
  none: '没有文件包含订单、顾客或访客，因此无法判断谁会买新品、和什么一起买。',
  running: '读取购买组合',
  again: '重新读取',
  which: '候选新品',
  partners: '与它一起购买',
  viewed: '与它一起浏览',
  partnersHow:
    '用 {{cases}} 个以往新品检验，每个只用上新前的数据：真实的前二十个关联商品中找到 {{own}}，按销量最高的商品只能找到 {{baseline}}。',
  partnersOut: {
    'no-better':
      '不显示：在 {{cases}} 个以往新品上，直接列出销量最高的商品并不更差（真实前二十个中 {{own}} 对 {{baseline}}）。',
    'too-few': '未检验：只有 {{cases}} 个以往新品有足够订单；此表仅列出与最相近商品一起购买的商品。',
  },
  evidence: '{{baskets}} 笔含三个最相近商品的订单中，{{together}} 笔同时购买；随机为 {{chance}} 笔。',
  evidenceViewed: '{{baskets}} 次浏览三个最相近商品的访问中，{{together}} 次同时浏览；随机为 {{chance}} 次。',
  next: '访客看过最相近商品后接着看：{{all}}。',
  nextOf: '看过{{name}}后看 {{next}}',
  nextShare: '{{name}} {{share}}',
  interest: {
    own: {
      up: '关注在上升：最近四{{periods}}浏览 {{recent}} 次，之前四{{periods}} {{before}} 次。',
      down: '关注没有上升：最近四{{periods}}浏览 {{recent}} 次，之前四{{periods}} {{before}} 次。',
    },
    category: {
      up: '它还没有页面；所属品类的关注在上升：最近四{{periods}}浏览 {{recent}} 次，之前四{{periods}} {{before}} 次。',
      down: '它还没有页面；所属品类的关注没有上升：最近四{{periods}}浏览 {{recent}} 次，之前四{{periods}} {{before}} 次。',
    },
    week: '周',
    month: '个月',
    leads: '在您的店里浏览曾领先于销量（领先多少见“探索”）：值得重看预测。',
    'does-not': '在您的店里浏览并未领先于销量：不足以据此增减备货。',
    'too-little': '无法判断在您的店里浏览是否领先于销量。',
  },
  bundle: '组合',
  bundleAt: '合计 {{sum}}，可用您的价位 {{point}}',
  column: { partner: '商品', evidence: '依据' },
  audience: '潜在买家',
  buyers: '会购买的已知顾客',
  buyersDetail: '类似新品中 80% 在 13 周内为 {{lo}} 至 {{hi}} 位',
  buyersNone: '以往新品太少，无法判断',
  top: '最可能的十分之一顾客',
  topDetail: '占全部购买意向的 {{share}}；人人相同时为 10%',
  topHow: '在 {{cases}} 个以往新品上，最可能的十分之一顾客包含 {{own}} 的已知买家；按订单最多的顾客为 {{baseline}}。',
  topOut: {
    'no-better':
      '不显示具体顾客：在 {{cases}} 个以往新品上，订单最多的顾客并不更差（已知买家的 {{own}} 对 {{baseline}}）。',
    'too-few': '未检验：只有 {{cases}} 个以往新品有足够的已知买家。',
  },
  firstWeek: '其中首周购买',
  firstWeekDetail: '类似新品中 80% 为 {{lo}} 至 {{hi}} 位',
  against: {
    inside: '有类似买家的新品首周售出 {{lo}} 至 {{hi}} 件；预测的 {{forecast}} 件与之相符。',
    above: '有类似买家的新品首周售出 {{lo}} 至 {{hi}} 件；预测的 {{forecast}} 件偏高，请核对其依据。',
    below: '有类似买家的新品首周售出 {{lo}} 至 {{hi}} 件；预测的 {{forecast}} 件偏低，可能还有空间。',
    nothing: '在您的数据中，已知顾客的购买意向说明不了首周销量，因此不据此质疑预测。',
  },
  save: '将其编号存为文件',
  saveTick: '我需要含顾客编号的文件',
  saveHead: { candidate: '候选新品', rank: '名次', customer: '顾客' },
  pairs: '新品与各自的买家',
  pairsDetail: '争夺同一批买家的新品宜错开几周；互相带动的可以同时上新。计划已另行计算蚕食，这里只列出事实。',
  pairsNone: '没有突出的组合。',
  pairColumn: { other: '另一新品', overlap: '相同的潜在买家', together: '相近商品一起购买', relation: '含义' },
  pairTogether: '{{together}}；随机为 {{chance}}',
  relation: { 'same-buyers': '争夺同一批买家', help: '互相带动', apart: '略有重叠' },
  category: '为没有品类的候选新品建议品类',
  categoryHow:
    '用您自己的商品清单训练：{{own}} 的商品能由当时已在售的其他商品找到品类（按最常见品类为 {{baseline}}）。其中一半用来确定多有把握才给答案；在另一半中对 {{answered}} 给出答案，正确的占 {{precision}}。',
  categoryOut: {
    'no-better': '不建议品类：商品名称并不比最常见的品类更有信息（{{own}} 对 {{baseline}}）。',
    'too-few': '不建议品类：有品类的商品太少，无法学习。',
  },
  proposal: '建议',
  confidence: '得票',
  unknown: '未知',
  inPlan: '用于预测和计划',
  take: '采用',
  takeBack: '撤回',
  takeAll_other: '采用全部 {{count}} 个建议',
} as const satisfies Translation<typeof english>;
