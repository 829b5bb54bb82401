/** Words that praise and words that complain: the baseline that learns nothing. Chinese ones are looked for inside the text. */
const praise = {
  words:
    'love loved great perfect comfortable beautiful flattering soft nice good best excellent amazing happy recommend favorite pretty cute fits gorgeous compliments'.split(
      ' ',
    ),
  han: '好吃 不错 喜欢 满意 推荐 很好 值得 划算 好用 舒服 漂亮 新鲜 热情 回购 方便 严实 实惠 惊喜 赞 棒'.split(' '),
};
const complaint = {
  words:
    'disappointed disappointing return returned returning poor bad cheap terrible awful worst itchy ugly unflattering unfortunately horrible waste ripped thin shapeless'.split(
      ' ',
    ),
  han: '失望 差 退货 难吃 难用 太慢 不值 不好 一般般 破 坏 漏 骗 脏 贵 麻烦 异味 投诉 不会再 不新鲜'.split(' '),
};
const negation = new Set(['not', "don't", "didn't", "doesn't", "isn't", "wasn't", 'never', 'no']);

/** Praise less complaint, a word after a negation counted the other way; 0: nothing found. */
export function wordListScore(text: string): number {
  const plain = text.normalize('NFKC').toLowerCase();
  const words = plain.match(/[a-z']+/g) ?? [];
  let score = 0;
  words.forEach((word, k) => {
    const sign = negation.has(words[k - 1] ?? '') ? -1 : 1;
    if (praise.words.includes(word)) score += sign;
    if (complaint.words.includes(word)) score -= sign;
  });
  for (const word of praise.han) score += plain.split(word).length - 1;
  for (const word of complaint.han) score -= plain.split(word).length - 1;
  return score;
}
