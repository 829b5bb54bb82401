export const issues = {
  // Statistics
  'series-too-short': 'Too few observations: {{observations}} where this method needs {{needed}}.',
  'constant-series': 'The values never change, so there is nothing to model; the last value is carried forward.',
  'constant-regressor': 'This driver never changes in the history, so its effect cannot be measured.',
  'collinear-regressor': 'This driver moves exactly with others, so its own effect cannot be told apart.',
  'regressor-missing': 'This driver has gaps and was left out.',
  'regressor-length': 'This driver does not cover every period that is needed.',
  'infinite-value': 'The series holds a value too large to compute with.',
  'no-observation': 'The series has no observation at all.',
  'no-series': 'There is no series to forecast.',
  'no-regressor': 'No known driver moves in the history, so this method has nothing to go by.',
  'no-finite-likelihood': 'No model of this kind fits the series.',
  'no-finite-forecast': 'This method gave no usable number and was left out.',
  'negative-values': 'Negative demand has no logarithm; this method was left out.',
  'multiplicative-needs-positive': 'Zero or negative values cannot be decomposed into factors.',
  'horizon-out-of-range': 'The horizon must be between 1 and 520 periods.',
  'frequency-out-of-range': 'The season must be a whole number of periods.',
  'power-out-of-range': 'The power {{lambda}} is out of range; it must lie between -5 and 5.',
  'too-few-series': 'There are too few series to learn from together.',
  'order-out-of-range': 'These model orders are out of range.',
  'coefficient-missing': 'The coefficient {{name}} is missing.',
  'unknown-method': 'There is no forecasting method named {{method}}.',
  // Import
  'file-empty': 'The file is empty.',
  'file-binary': 'The file is not text: it looks like a picture, an archive or a program.',
  'workbook-damaged': 'The workbook is damaged or was cut off.',
  'workbook-protected': 'The workbook is protected by a password.',
  'workbook-too-large':
    'The workbook unpacks to {{megabytes}} MB; a workbook has to fit into memory as a whole, and the limit is {{limit}} MB.',
  'workbook-all-hidden': 'All sheets of the workbook are hidden.',
  'archive-without-workbook': 'This archive holds no workbook.',
  'sheets-hidden': 'Hidden sheets were left out: {{sheets}}.',
  'formulas-without-values':
    '{{count}} cells of the sheet “{{sheet}}” hold a formula whose result was not saved; they were read as empty.',
  'gzip-damaged': 'The compressed file is damaged or was cut off.',
  'file-twice': 'This file is the same as {{twin}}; it was counted once.',
  'far-days-left-out':
    'Rows with dates more than a year from all others ({{first}} to {{last}}) were left out: {{count}}. Below you can have them kept.',
  'far-days-kept':
    'Rows with dates more than a year from all others ({{first}} to {{last}}) were kept, as you chose: {{count}}.',
  'far-days-too-far':
    'Rows with dates far from all others ({{first}} to {{last}}) were left out: {{count}}. A table that reaches so far would not fit into memory; correct the dates in the file.',
  'sales-overlap-once':
    'Days that {{other}} holds as well: {{count}}. They were counted once; among what was odd, below, you can have them added up instead.',
  'sales-overlap-added': 'Days that {{other}} holds as well: {{count}}. They were added up, as you chose.',
  'encoding-undecided': 'The characters of this file can be read in several ways.',
  'no-recognisable-columns': 'None of the columns ({{columns}}) says what this file is about.',
  'column-missing': 'This looks like {{kind}}, but a column is missing: {{roles}}.',
  'day-month-undecided': '“{{example}}” can mean two days, and no date in the file decides which.',
  'months-among-weeks': 'This file has one row a month, the others are by day or week.',
  'no-rows': 'There is a header but no row below it.',
  'no-row-accepted': 'No row can be used ({{count}} in all); the commonest cause is “{{cause}}”.',
  'dates-unreadable': 'Dates that can’t be read: {{count}}, for example “{{example}}”.',
  'some-dates-unreadable': 'Rows without a readable date: {{count}}, for example “{{example}}”.',
  'quote-unclosed': 'Quotation marks that are opened and never closed: {{count}}; their lines were read as they stand.',
  'currencies-differ': 'This file is in {{currency}}, {{otherFile}} in {{other}}.',
  'weeks-start-otherwise':
    'The weeks of the sales files start on {{weekday}}; each is counted in the week here that holds its first day.',
  'currencies-mixed': 'The amounts of this column name several currencies: {{currencies}}.',
  'periods-in-columns':
    'The periods stand side by side here ({{count}}, from {{first}} to {{last}}): each filled cell was read as a row of its own.',
  'periods-without-year': 'Weeks or months stand side by side here, and nothing says of which year.',
  'units-alike': 'Pieces were taken from “{{used}}”; these columns could be them too: {{others}}.',
  'revenue-alike': 'Amounts were taken from “{{used}}”; these columns could be them too: {{others}}.',
  'order-totals': 'This column repeats the total of an order on its lines, so it was not used as the amount of a line.',
  'price-of-line': 'This column is named a price but grows with the quantity: it was taken for the amount of the line.',
  'rows-wider':
    'Most rows have more cells than the header ({{count}}): a comma within a number or a text may have cut them.',
  'ids-shortened': 'Ids like {{example}} were shortened by a spreadsheet: different products may have become one here.',
  'discount-not-taken-off': 'The discounts of this column were not taken off the prices.',
  'reviews-without-product': 'The reviews name no product, so they can’t be set beside the sales.',
  'candidate-id-missing': 'A candidate has neither an id nor a name.',
  'candidate-repeated': '“{{candidate}}” stands in the candidates more than once; the first one counts.',
  'candidate-price-missing': '“{{candidate}}” has no price.',
  'candidate-price-not-positive': '“{{candidate}}” has the price {{value}}; a price must be above zero.',
  'candidate-number-negative': '“{{candidate}}” has {{value}} where a number can’t be negative.',
  'candidate-number-unreadable': '“{{candidate}}” has “{{value}}” where a number is needed.',
  'candidate-date-unreadable': '“{{candidate}}” has “{{value}}” where a date or week is needed.',
  'candidate-window-empty':
    '“{{candidate}}” can launch from {{earliest}} at the earliest and until {{latest}} at the latest: no week fits.',
  'candidate-cost-above-price': '“{{candidate}}” costs more than it sells for.',
  'candidate-plan-outside-window': '“{{candidate}}” is planned outside its own earliest and latest weeks.',
  'explore-crashed': 'The figures could not be added up ({{message}}). Change anything to try again.',
  'sample-not-found': 'The sample data could not be loaded. ({{reason}})',
  'import-crashed': 'The import stopped unexpectedly. What was loaded before is still here. ({{reason}})',
  'sources-missing': 'The files themselves could not be kept on this machine, so they can’t be read again.',
  'characters-damaged': 'Damaged characters in this file: {{count}}; they show as �.',
  'template-unknown': 'There is no template for this kind of file.',
  // Demand and trends
  'no-recent-sales': 'It has sold nothing in the last half year, so there is nothing to forecast.',
  'no-units':
    'No file counts pieces sold, so there is no demand to forecast. Add a sales file with a quantity column, or map one.',
  'no-complete-week':
    'The sales do not cover one whole week, so there is nothing to forecast yet. Add a longer export.',
  'plan-unread': 'the plan that was found could not be read',
  'worker-silent': 'the part of the page that trains no longer answered',
  'worker-gone': 'the browser ended the part of the page that computes',
  'worker-crashed': 'The calculation stopped unexpectedly. Start it again; the data is safe. ({{reason}})',
  'unknown-category': 'There is no category named {{category}}.',
  'no-drivers':
    'Nothing here can be measured: the data has no promotion, holiday or price change that occurs at least twice. Add a market calendar.',
  // Neural network
  'no-series-to-learn': 'None of the {{series}} series has a history long enough for the network to learn from.',
  'executor-unavailable': 'The computing method that was chosen cannot be used here. Choose “Best available”.',
  'training-diverged': 'The error grew without bound. Train again with another seed.',
  'training-crashed':
    'Training stopped unexpectedly before anything was learnt. Try again, or choose another computing method. ({{reason}})',
  'model-horizon-differs':
    'This network forecasts {{made}} weeks ahead, and {{asked}} are asked for. Set the horizon to {{made}}, or train a new one.',
  'not-explainable': 'The article’s network can’t be taken apart. Choose the tuned networks.',
  'weights-mismatch': 'The trained network does not fit this data any more. Train it again.',
  'series-too-short-to-learn': '{{known}} known periods before the weeks held back, where {{needed}} are needed.',
  'series-constant': 'The values never change, so there is nothing to learn.',
  'fixture-unreadable': 'This is not a file of reference values.',
  // Candidates
  'no-launches-fallback':
    'The sales hold no launch to learn from. The candidates are forecast from what similar products sell in an average week ({{products}} products), with the wide range that this leaves. A year of sales in which products were launched would narrow it.',
  'no-launches':
    'Among {{found}} products in the sales there is no launch to learn from. A longer sales history helps: at least 13 weeks before and 13 weeks after a product’s first sale.',
  'no-plannable-candidate':
    'None of the {{candidates}} candidates can launch within the weeks of the plan, which begin after the last week of sales. Correct their earliest and latest weeks, plan more weeks, or add newer sales.',
  'no-candidates': 'There are no candidates. Add a file that lists the products you may launch.',
  'launch-horizon-out-of-range': 'The horizon must be between {{least}} and {{most}} weeks.',
  'monthly-panel': 'The sales are by month; a launch needs sales by day or week.',
  'candidates-crashed':
    'The forecast of the candidates stopped unexpectedly. Start it again; the data is safe. ({{reason}})',
  'few-launches': 'Only {{launches}} earlier launches to learn from: the ranges are wide for that reason.',
  'one-launch': 'Only one earlier launch to learn from ({{launch}}): the range is little more than a guess.',
  'perceptron-in-loops':
    'The small networks in this forecast were trained in plain JavaScript, since the training kernel (WebAssembly SIMD) could not be had here. It takes longer, and figures can differ slightly from those of other machines.',
  'backtest-overlaps':
    'The backtest learns from some launches whose first weeks were not over when the next ones began; with more history it could be stricter.',
  'missing-price': 'No price is given, so price could not narrow the range.',
  'unseen-attribute':
    'No earlier launch has {{attributes}}: the forecast rests on its price, its words and what is known of the rest.',
  'unseen-category': 'No earlier launch is in the category {{category}}, so the range is wider.',
  'no-similar-launch': 'No earlier launch resembles this candidate; the range is wide for that reason.',
  'candidate-without-forecast': '“{{candidate}}” is left out of the plan: it has no demand forecast.',
  'candidate-without-price': '“{{candidate}}” is left out of the plan: it has no price.',
  'candidate-closed-unreadable': 'Closed weeks of “{{candidate}}” that can’t be read are left out: {{value}}.',
  'candidate-after-unreadable':
    'What “{{candidate}}” launches after is left out where the weeks between are not a whole number from 0 to 99: {{value}}.',
  'candidate-after-negative':
    '“{{candidate}}” is to launch after “{{other}}”: the weeks between can’t be negative, so this order is left out. Write A+2 for two weeks after A.',
  'candidate-after-unknown':
    '“{{candidate}}” is to launch after {{other}}, which is not among the candidates that can be planned.',
  'candidate-without-week': '“{{candidate}}” is left out of the plan: its earliest and latest weeks leave none open.',
  'must-launch-impossible':
    '“{{candidate}}” must launch but can’t be planned. Check its price and its earliest and latest weeks.',
  'planned-launch-outside': 'The planned launch of “{{candidate}}” lies outside the weeks of the plan.',
  'costs-missing': 'No candidate has a unit cost: the plan is for revenue, not for profit.',
  'costs-assumed':
    'Candidates without a unit cost: {{candidates}}. They are taken to cost the usual share of their price.',
  'salvage-assumed':
    'Candidates without a salvage value: {{candidates}}. A leftover is taken to bring 40% of its cost.',
  // Plan
  'plan-instance-malformed': 'The planning problem is not well formed at {{path}}: {{expected}} expected.',
  'plan-without-candidates': 'There is no candidate that can be planned.',
  'plan-does-not-fit': 'The plan has {{entries}} entries for {{candidates}} candidates.',
  'plan-unknown-candidate': 'The plan has no candidate number {{entry}}; it has {{candidates}}.',
  'plan-must-without-week': 'Must-launch {{product}} has no open week between {{from}} and {{to}}.',
  'plan-must-locked-out': 'Must-launch {{product}} is locked out of the plan.',
  'plan-lock-on-closed-week': '{{product}} is locked to {{week}}, in which it may not launch.',
  'plan-must-over-capacity':
    'Must-launch {{product}} takes {{effort}} of launch work, but no open week has more than {{room}}.',
  'plan-must-over-budget': 'The first buys of what must launch cost {{needed}}, more than the budget of {{budget}}.',
  'plan-must-over-period-budget':
    'The first buys of what must launch between {{from}} and {{to}} cost {{needed}}, more than the {{budget}} set for it.',
  'plan-must-over-category': '{{must}} products of {{category}} must launch, but at most {{max}} may.',
  'plan-category-minimum': '{{category}} needs at least {{min}} launches, but only {{possible}} are possible.',
  'plan-must-over-group': '{{products}} must all launch, but of the group {{group}} at most {{max}} may.',
  'plan-must-without-predecessor': '{{product}} must launch after {{before}}, which is locked out of the plan.',
  'plan-precedence-too-late':
    '{{product}} must launch at least {{weeks}} weeks after {{before}}; no open week is late enough.',
  'plan-wave-without-week': '{{products}} must launch together (wave {{wave}}), but share no open week.',
  'plan-wave-over-capacity':
    'The must-launch products of wave {{wave}} take {{effort}} of launch work; a week has at most {{room}}.',
  'plan-span-over-capacity':
    '{{count}} products must launch between {{from}} and {{to}} and take {{effort}} of launch work; these weeks have {{room}}.',
  'plan-span-over-spacing':
    '{{count}} products of {{category}} must launch between {{from}} and {{to}}; their spacing leaves room for {{most}}.',
  'plan-precedence-cycle': '{{products}} must each launch before the other, so none of them ever can.',
  'plan-wave-against-order':
    '{{product}} must launch after {{before}}, but the two share wave {{wave}}, which launches in one week.',
  'plan-minimum-over-budget':
    'What must launch and the least that every category needs cost {{needed}}, more than the budget of {{budget}}.',
  'plan-minimum-over-capacity':
    'What must launch and the least that every category needs take {{effort}} of launch work; all weeks together have {{room}}.',
  'plan-rules-conflict': 'No plan can keep these rules together: {{parts}}. Loosen one of them.',
  'plan-rules-between': '; ',
  'plan-rule-must': '{{products}} must launch',
  'plan-rule-category-min': 'at least {{count}} launches in {{category}}',
  'plan-rule-category-max': 'at most {{count}} launches in {{category}}',
  'plan-rule-locked-out': '{{product}} is locked out of the plan',
  'plan-rule-lock': '{{product}} is locked to {{week}}',
  'plan-rule-window': '{{product}} may launch from {{from}} to {{to}}',
  'plan-rule-closed': 'weeks closed to {{product}}',
  'plan-rule-order': '{{product}} launches at least {{weeks}} weeks after {{before}}',
  'plan-rule-wave': 'wave {{wave}} launches in one week ({{products}})',
  'plan-rule-group': 'at most {{max}} of the group {{group}} ({{products}})',
  'plan-rule-spacing': 'at most {{max}} launches of {{category}} in any {{weeks}} weeks',
  'plan-rule-category-blackout': 'weeks closed to {{category}}',
  'plan-rule-period': '{{budget}} for first buys from {{from}} to {{to}}',
  'plan-rule-budget': 'the budget of {{budget}}',
  'plan-rule-blackout': 'the closed weeks',
  'plan-rule-capacity': 'room for {{room}} of launch work in {{week}}',
  'plan-rule-capacity-span': 'room for {{room}} of launch work in each week from {{from}} to {{to}}',
  'plan-not-found': 'No plan that keeps every rule was found. Still unmet: {{unmet}}. Loosen a rule.',
  // Monitor
  'plan-altered':
    'The committed plan “{{plan}}” was altered outside Debut: its seal does not fit. It can’t be tracked.',
  'plan-not-readable': 'The committed plan can’t be read.',
  'no-launch-planned': 'The plan launches nothing, so there is nothing to commit.',
  'monitor-crashed': 'Tracking stopped working ({{reason}}). Open the step again.',
  'actuals-before-plan': 'The files hold no whole week since {{start}}, when the plan begins.',
  'actuals-history':
    '{{weeks}} weeks of the files lie before the plan’s start: they are history and not held against it.',
  'actuals-no-sales': 'The files hold no sales.',
  'actuals-doubled':
    '{{weeks}} known weeks have come back with exactly twice the pieces: two files seem to hold the same sales. Remove one of them on the Data step; until then the known figures stay.',
  'actuals-file-again': 'These are the same sales as before: nothing has changed.',
  'actuals-no-candidate': 'No product of the later sales is a candidate of this plan.',
  'actuals-week-missing':
    'No product sold anything in the week of {{week}}: it seems to be missing from the files and counts as unknown.',
  'actuals-week-negative':
    '“{{product}}”: more came back than was sold in the week of {{week}} ({{units}} pieces); it counts as 0.',
  'actuals-week-partial': 'The last {{weeks}} weeks are not covered in full and are left out until they are.',
  'stock-not-known': 'More was sold than bought of {{name}}: choose the launch and say what is on hand.',
  'launched-before-plan': '“{{name}}” sold before the plan began: those weeks are not held against it.',
  'launch-week-negative': '“{{name}}”: in {{weeks}} weeks more came back than was sold; they count as 0.',
  'reviews-too-few': 'Too few rated reviews to learn from ({{reviews}}).',
  'reviews-undated': '{{reviews}} reviews have no date: they teach the classifier and are counted for no week.',
  'launch-outside-weeks': '“{{name}}” launched outside the plan’s weeks: it is held in the nearest one.',
  'levels-from-launches':
    'For {{count}} launches to come there is no forecast made anew with the later sales: their level moves with what the launches so far say about the market and their category.',
  'window-over': 'The last week in which “{{name}}” may launch is over; it may still come later.',
  'capacity-overrun':
    'The launches of the week of {{week}} took {{by}} more launch work than its limit: the limit was widened by that.',
  'budget-overrun': 'First buys and reorders so far exceed the budget by {{by}}: it was widened by that.',
  'no-sample-launch': 'No launch of this plan is a candidate of the sample.',
  // Project files
  'project-not-recognised': 'This is neither a Debut project nor a PDF that was made by Debut.',
  'project-not-in-pdf':
    'This PDF carries no Debut project: it was made by another program, exported without the project, or printed anew.',
  'project-newer':
    'This project was saved by a newer version of Debut ({{app}}). Load the newest version, then open it again.',
  'project-damaged': 'The project in this file is damaged or was cut off (in “{{part}}”).',
  'project-too-large':
    'The project is too large: the limit is {{megabytes}} MB. Without the raw files it is much smaller.',
  'project-unreadable':
    'The project could not be read back after it was packed ({{part}}: {{place}}), so nothing was saved. This is a fault of Debut.',
  'project-not-kept': 'The project was read, but this browser could not keep it ({{reason}}).',
  'project-with-others':
    'Drop a project alone: it is opened as a project of its own, other files are added to the one that is open.',
  'project-worker-crashed': 'The file could not be processed ({{reason}}). Try again.',
  'plan-crashed': 'The planner stopped working ({{reason}}). Find the plan again.',
} as const;
