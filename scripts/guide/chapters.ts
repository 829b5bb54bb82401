import type { Locator } from '@playwright/test';
import type { StepId } from '#state/runtime/settings-store.ts';
import type { Journey } from '../../e2e/journey.ts';

type Words = Journey['words'];

interface Prose {
  readonly heading: string;
  /** Paragraphs; the labels of the page come from its own words, figures from what it says in `found`. */
  readonly text: (words: Words, found: string) => readonly string[];
}

/** One picture of the walk-through and what is said about it. */
export interface Chapter {
  readonly id: string;
  readonly screen: StepId;
  /** Brings the page there; answers with the part that is to be in sight, null: the top of the screen. */
  readonly go: (journey: Journey) => Promise<Locator | null>;
  readonly en: Prose;
  readonly zh: Prose;
}

async function panel(journey: Journey, step: StepId, name: string): Promise<Locator> {
  await journey.goTo(step);
  return journey.page.getByRole('region', { name, exact: true }).first();
}

/** What is folded in on a screen, by its title. */
async function part(journey: Journey, step: StepId, name: string): Promise<Locator> {
  await journey.goTo(step);
  return journey.page.locator('main [data-part]').filter({ has: journey.page.getByRole('heading', { name }) });
}

async function top(journey: Journey, step: StepId): Promise<null> {
  await journey.goTo(step, true);
  return null;
}

/** The walk-through, in the order of the journey; the first page is taken before anything is loaded. */
export const chapters: readonly Chapter[] = [
  {
    id: 'overview',
    screen: 'overview',
    go: (journey) => top(journey, 'overview'),
    en: {
      heading: 'One screen for the boss',
      text: (words, found) => [
        `**${words.data.trySample}** reads the sample's files and goes all the way to a plan without another click. The first screen that is worth showing is **${words.shell.places.overview}**. For the sample it says: “${found}”`,
        'While it is made, the page tells what it finds. Below are the calendar at a glance, three risks and what is to decide, each with its figure; a launch can be accepted right there.',
      ],
    },
    zh: {
      heading: '给老板看的一页',
      text: (words, found) => [
        `点「${words.data.trySample}」，从读取示例文件到排出计划一气呵成，中间不用再点。第一个值得拿出来看的页面是「${words.shell.places.overview}」。示例数据的结论是：“${found}”`,
        '计划还没好时，页面先说它发现了什么。下面依次是上新日历缩略图、三个风险和要拍板的事，每一条都带数字；可以当场接受一款上新。',
      ],
    },
  },
  {
    id: 'data',
    screen: 'data',
    go: (journey) => top(journey, 'data'),
    en: {
      heading: 'Your own files',
      text: (words, found) => [
        `On **${words.shell.places.data}**, drop whatever your shop exports, all at once: only sales are required; browsing, a market calendar, candidates, product lists and reviews make the answers more accurate. Encoding, delimiter, header line, roles of columns and the format of dates and numbers are detected; each comes with its evidence and can be changed, and the change is remembered for the next file with the same header. Every change can be undone.`,
        `Then the page says what it found: “${found}” Rows that could not be used are grouped by cause, with line numbers, samples and a treatment for each cause, and can be downloaded with their reasons. The reconciliation accounts for every row, unit and penny between the file and the weekly panel.`,
      ],
    },
    zh: {
      heading: '换成自己的文件',
      text: (words, found) => [
        `在「${words.shell.places.data}」页，把店铺后台导出的表格一次全拖进来。销售数据是唯一必需的；浏览、市场日历、候选新品、商品目录和评价能让结果更准。编码、分隔符、表头行、各列角色、日期和数字写法都会自动识别，每个判断都给出依据，也都能改；改过的会记住，下次遇到同样表头直接套用。每一步都能撤销。`,
        `随后页面会说它读到了什么：“${found}”没法用的行按原因归类，附行号、样例和处理方式，也能连同原因一起下载。对账表把文件到周度面板之间的每一行、每一件、每一分钱都交代清楚。`,
      ],
    },
  },
  {
    id: 'explore',
    screen: 'explore',
    go: (journey) => top(journey, 'explore'),
    en: {
      heading: 'What was sold',
      text: (words, found) => [
        `**${words.shell.steps.explore}** slices the sales by category, price band, attribute, promotion and time: “${found}” Click a line to drill down, to the rows of your own files; the parts always add up to the total above them. The period can be a promotion, compared with the same one a year earlier; ticked lines are shown in the chart; every choice can be undone. Views can be saved by name.`,
      ],
    },
    zh: {
      heading: '卖了什么',
      text: (words, found) => [
        `「${words.shell.steps.explore}」可以按品类、价格带、属性、促销和时间切分销售：“${found}”点开任何一行就能看到它由什么组成，一直到您文件里的原始行；各部分相加永远等于上面的合计。可以只看某次大促，并与去年同一大促对比；勾选的行会画在总量旁边；每一步都能撤销。常看的视图可以起名保存。`,
      ],
    },
  },
  {
    id: 'demand',
    screen: 'demand',
    go: (journey) => part(journey, 'demand', journey.words.demand.sections.series),
    en: {
      heading: 'What will be sold',
      text: (words, found) => [
        `**${words.shell.places.products}** forecasts the total, each category and each product: “${found}” The black line is history, the blue one the forecast with its 50, 80 and 95 % intervals, the thin dashed one the baseline. **${words.common.howDoWeKnow}** opens the backtest: the hold-out weeks, every model's error on them, and which one was selected. Neural networks train in the background and are evaluated like every other model; where they are not selected, the page says so.`,
        'A chart can be copied as a picture into a slide, saved as SVG, PNG or CSV, or read as a table. In the list of products, the pin keeps a product first.',
      ],
    },
    zh: {
      heading: '还会卖多少',
      text: (words, found) => [
        `「${words.shell.places.products}」预测总量、各品类和单品：“${found}”黑线是历史，蓝线是预测及 50%、80%、95% 区间，细虚线是基准预测。点「${words.common.howDoWeKnow}」就地展开回测：留出期、各模型在其上的误差、选定了哪个模型。神经网络在后台训练，与其他模型一样接受评估；未入选时，页面会说明。`,
        '每张图都能复制成图片贴进幻灯片，也能另存为 SVG、PNG 或 CSV，或切换成表格。商品列表里的图钉可把商品置顶。',
      ],
    },
  },
  {
    id: 'candidates',
    screen: 'demand',
    go: (journey) => panel(journey, 'demand', journey.words.demand.candidates.title),
    en: {
      heading: 'Products that have never been sold',
      text: () => [
        'A candidate has no sales, so its demand is forecast from earlier launches: how much similar products sold, their launch curve, and the effects of price, season and interest. Each candidate has an expected total with its interval, a hit probability, its most similar earlier launches, and the reasons as factors that multiply up to the forecast. Pin or exclude an analogue, or adjust the forecast yourself: it follows at once, and what you changed, when and why is logged.',
      ],
    },
    zh: {
      heading: '从没卖过的商品',
      text: () => [
        '候选新品没有销量，预测来自过往的上新：类似商品卖了多少、每周怎么走、价格、季节和关注度各带来多少。每个候选都有期望销量及区间、成为爆款的概率、最像的几次上新，以及连乘起来等于预测值的各项原因。可以选定或排除某个相似商品，也可以人工调整：预测随即更新，谁在何时因何改动都会留下记录。',
      ],
    },
  },
  {
    id: 'trends',
    screen: 'trends',
    go: (journey) => top(journey, 'trends'),
    en: {
      heading: 'What drives it',
      text: (words, found) => [
        `**${words.shell.steps.trends}** decomposes sales into growth, season, promotions and holidays, price and market: “${found}” An effect that the data cannot show is called not significant, not guessed.`,
      ],
    },
    zh: {
      heading: '什么在起作用',
      text: (words, found) => [
        `「${words.shell.steps.trends}」把销售拆成增长、季节、大促与节假日、价格和市场几部分：“${found}”数据看不出的影响，会注明不显著，不作猜测。`,
      ],
    },
  },
  {
    id: 'plan',
    screen: 'plan',
    go: (journey) => top(journey, 'plan'),
    en: {
      heading: 'The plan',
      text: (words, found) => [
        `**${words.shell.places.plan}** is the heart: “${found}” A genetic algorithm looks for the calendar with the highest expected profit (or the balance of profit and risk that you choose) under all your rules, and a proven bound says how much better any other calendar could be.`,
      ],
    },
    zh: {
      heading: '排计划',
      text: (words, found) => [
        `「${words.shell.places.plan}」是核心：“${found}”遗传算法在全部约束之下寻找期望利润最高的日历（也可以选择利润与风险之间的平衡），并给出经过证明的上界：换一种安排最多还能好多少。`,
      ],
    },
  },
  {
    id: 'calendar',
    screen: 'plan',
    go: (journey) => panel(journey, 'plan', journey.words.plan.calendar.title),
    en: {
      heading: 'Move a launch',
      text: () => [
        'Drag a launch to another week, or choose it with the Tab key and move it with the arrow keys: profit, risk, capacity and the effect on its neighbours are there at once, and a rule that would be broken is named. Lock what has to stay and let the rest be planned again around it; every step can be undone. **Decide one by one** opens a card beside the calendar for each launch: week, price, promotions and order as levers with the profit beside them, how many units and why, what would change the answer, and your word on it.',
      ],
    },
    zh: {
      heading: '挪动一次上新',
      text: () => [
        '把某次上新拖到别的周，或用 Tab 键选中、方向键移动：利润、风险、产能和对相邻商品的影响立刻更新，违反哪条规则会直接点名。必须不动的先锁定，再围绕它重排其余；每一步都能撤销。点「逐款决定」，每款新品在日历旁打开一张卡片：周次、售价、大促和首单都能拉动，利润随之显示；要备多少件、为什么、什么情况会改变结论，以及您的决定。',
      ],
    },
  },
  {
    id: 'rules',
    screen: 'plan',
    go: async (journey) => {
      await journey.goTo('plan', true);
      await journey.openRules();
      return null;
    },
    en: {
      heading: 'Your rules',
      text: () => [
        'In a drawer beside the calendar: at most so many launches a week, launch capacity, closed weeks, windows, must-launch, minimum and maximum by category, spacing, exclusive groups, sequence and waves, budgets by period, places and fees of promotions. Figures follow each change at once; rules of one candidate can also be set in the candidates file, as its columns. Rules that contradict each other are named before anything is searched. Six plans can be saved as scenarios and compared.',
      ],
    },
    zh: {
      heading: '您的约束',
      text: () => [
        '日历旁的抽屉里可以设：每周最多上几款、每周产能、封档周、上市窗口、必上、品类上下限、间隔、互斥组、先后与波段、分期预算、大促坑位与费用；改一处，数字立刻跟着变；只关系到单个候选的，也可以写在候选文件的列里。相互矛盾的约束在搜索之前就会点名。最多六套计划可存为方案比较。',
      ],
    },
  },
  {
    id: 'report',
    screen: 'report',
    go: (journey) => top(journey, 'report'),
    en: {
      heading: 'Take it with you',
      text: (words) => [
        `**${words.shell.steps.report}** makes the PDF: calendar, waves, risks, a sheet for each launch (its offer, what to order when, its risk and what that rests on), accuracy and assumptions, in English, Chinese or both. The page says what the file contains before it is made. Dropped into Debut again, the PDF opens as the interactive plan. There is also a workbook with live totals, CSV, a calendar file for Outlook or Feishu, the calendar as a picture, and the project as one file.`,
      ],
    },
    zh: {
      heading: '带走结果',
      text: (words) => [
        `「${words.shell.steps.report}」生成 PDF：日历、波段、风险、每款新品一张上新卡（上新方案、何时订货、风险与依据）、准确度和假设，可选中文、英文或双语。生成之前会说明文件里有什么。把这份 PDF 再拖回 Debut，就能还原成可操作的计划。另有带公式合计的工作簿、CSV、可导入 Outlook 或飞书的日历文件、日历图片，以及整个项目的单一文件。`,
      ],
    },
  },
  {
    id: 'monitor',
    screen: 'monitor',
    go: async (journey) => {
      const { monitor } = journey.words;
      await journey.goTo('monitor');
      // Once for both languages.
      if (journey.language === 'en') {
        await journey.button(monitor.commit.action).click();
        await journey.button(monitor.actuals.sample).click();
      }
      await journey.waitFor('monitor', 'done', 240_000);
      return null;
    },
    en: {
      heading: 'What happened, and what to do now',
      text: (words, found) => [
        `On **${words.shell.steps.monitor}** a plan is committed: frozen with its forecasts, intervals, rules and seed, and never changed. Later sales are dropped like any file (for the sample: **${words.monitor.actuals.sample}**) and compared with it: “${found}”`,
      ],
    },
    zh: {
      heading: '实际怎样，现在怎么办',
      text: (words, found) => [
        `在「${words.shell.steps.monitor}」里定稿一份计划：连同预测、区间、约束和种子一起冻结，之后不再改动。后来的销售像其他文件一样拖进来（示例数据可点「${words.monitor.actuals.sample}」），与计划对照：“${found}”`,
      ],
    },
  },
  {
    id: 'board',
    screen: 'monitor',
    go: (journey) => panel(journey, 'monitor', journey.words.monitor.board.title),
    en: {
      heading: 'Every launch by its state',
      text: () => [
        'As expected, above, below, or too early to tell, by a signal with a stated false alarm rate; weeks out of stock count as unknown demand, not as low demand. Each launch has its actual against its expected curve, its remaining demand, and recommended actions with their gain, its interval and what would change it: reorder, mark down, stop, bring the next wave forward. Nothing happens automatically. The remaining launches can be re-planned, and changes accepted as a whole or line by line; at the end are the lessons learnt.',
      ],
    },
    zh: {
      heading: '每次上新的状态',
      text: () => [
        '符合预期、偏高、偏低，还是为时尚早，由误报率写明的信号判断；断货的周算需求未知，不算需求低。每次上新都有实际与预期的对照曲线、剩余可卖量，以及用金额表示的建议，附区间和改变建议的条件：追单、降价、停卖、把下一波提前。任何建议都不会自动执行。已经上新的固定不动，其余可以重排，差异可整体采纳，也可逐条采纳；最后是复盘。',
      ],
    },
  },
  {
    id: 'privacy',
    screen: 'data',
    go: async (journey) => {
      await journey.goTo('data');
      await journey.button(journey.words.shell.proof.action).first().click();
      return null;
    },
    en: {
      heading: 'Where your data is',
      text: (words) => [
        `Only on your machine. **${words.shell.proof.action}** shows the policy that the browser enforces, counts the requests to other addresses (none) and lets you try to send something out. Your work is kept in this browser; several projects can be, and **${words.shell.erase.action}** leaves nothing behind.`,
      ],
    },
    zh: {
      heading: '数据在哪里',
      text: (words) => [
        `只在您的电脑里。「${words.shell.proof.action}」列出浏览器正在执行的安全策略、向外部地址发出的请求数（零），还能当场试着往外发一次。您的工作保存在这个浏览器里，可以有多个项目；「${words.shell.erase.action}」会清得一干二净。`,
      ],
    },
  },
];
