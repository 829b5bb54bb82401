export const issues = {
  // Statistics
  'series-too-short': 'Too few observations: {{observations}} where this model needs {{needed}}.',
  'constant-series': 'The values never change, so there is nothing to model; the last value is carried forward.',
  'constant-regressor': 'This driver never changes in the history, so its effect cannot be measured.',
  'collinear-regressor': 'This driver is collinear with others, so its own effect cannot be estimated.',
  'regressor-missing': 'This driver has gaps and was not used.',
  'regressor-length': 'This driver does not cover every period that is needed.',
  'infinite-value': 'The series has a value too large to compute with.',
  'no-observation': 'The series has no observation at all.',
  'no-series': 'There is no series to forecast.',
  'no-regressor': 'No known driver varies in the history, so this model can’t be fitted.',
  'no-finite-likelihood': 'No model of this kind fits the series.',
  'no-finite-forecast': 'This model gave no usable forecast and was not used.',
  'negative-values': 'Negative demand has no logarithm; this model was not used.',
  'multiplicative-needs-positive': 'Zero or negative values cannot be decomposed multiplicatively.',
  'horizon-out-of-range': 'The horizon must be between 1 and 520 periods.',
  'frequency-out-of-range': 'The season must be a whole number of periods.',
  'power-out-of-range': 'The power {{lambda}} is out of range; it must lie between -5 and 5.',
  'too-few-series': 'There are too few series to fit a model on all of them.',
  'order-out-of-range': 'These model orders are out of range.',
  'coefficient-missing': 'The coefficient {{name}} is missing.',
  'unknown-method': 'There is no forecasting model named {{method}}.',
  // Import
  'file-empty': 'The file is empty.',
  'file-binary': 'The file is not text: it looks like a picture, an archive or a program.',
  'workbook-damaged': 'The workbook is damaged or was cut off.',
  'workbook-protected': 'The workbook is protected by a password.',
  'workbook-too-large':
    'The workbook unpacks to {{megabytes}} MB; a workbook has to fit into memory as a whole, and the limit is {{limit}} MB.',
  'workbook-joined-cells':
    'The table joins so many cells that a page can’t take them apart. Save it without joined cells, or as CSV.',
  'workbook-text-too-large':
    'One text stands in so many cells that the sheets come to more than {{limit}} MB. Leave that column out, or save as CSV.',
  'workbook-all-hidden': 'All sheets of the workbook are hidden.',
  'archive-without-workbook': 'This archive contains no workbook.',
  'sheets-hidden': 'Hidden sheets were not read: {{sheets}}.',
  'formulas-without-values':
    '{{count}} cells of the sheet “{{sheet}}” have a formula whose result was not saved; they were read as empty.',
  'file-arrow': 'This is an Arrow or Feather file, which is not read.',
  'parquet-damaged': 'The Parquet file is damaged or was cut off.',
  'parquet-unsupported': 'The Parquet file is encrypted, or packed in a way that is not read.',
  'parquet-utc':
    'Times in these columns are kept in UTC and taken as they stand, so that sales near midnight may count for the day before or after: {{columns}}.',
  'parquet-lists': 'A cell of these columns is a list, and they were not read: {{columns}}.',
  'gzip-damaged': 'The compressed file is damaged or was cut off.',
  'file-twice': 'This file is the same as {{twin}}; it was counted once.',
  'far-days-left-out':
    'Rows with dates more than a year from all others ({{first}} to {{last}}) were excluded: {{count}}. You can have them kept below.',
  'far-days-kept':
    'Rows with dates more than a year from all others ({{first}} to {{last}}) were kept, as you chose: {{count}}.',
  'far-days-too-far':
    'Rows with dates far from all others ({{first}} to {{last}}) were excluded: {{count}}. A table that reaches so far would not fit into memory; correct the dates in the file.',
  'sales-overlap-once':
    'Days that are also in {{other}}: {{count}}. They were counted once; under unusual rows, below, you can have them added up instead.',
  'sales-overlap-added': 'Days that are also in {{other}}: {{count}}. They were added up, as you chose.',
  'encoding-undecided': 'The characters of this file can be read in several ways.',
  'no-recognisable-columns': 'None of the columns ({{columns}}) says what this file is about.',
  'column-missing': 'This looks like {{kind}}, but a column is missing: {{roles}}.',
  'looks-like-purchases': 'This looks like purchases, not sales: {{columns}}.',
  'looks-like-advertising': 'This looks like advertising, not sales: {{columns}}.',
  'looks-like-forecast': 'This looks like a forecast, a target, an offer or a wish, not sales: {{columns}}.',
  'looks-like-movements': 'This looks like stock movements, not sales: {{columns}}.',
  'looks-like-payments': 'This looks like payments without products: {{columns}}.',
  'looks-like-returns': 'This looks like returns or cancelled orders, not sales: {{columns}}.',
  'looks-like-prices': 'This looks like a list of prices: {{columns}}.',
  'looks-like-survey': 'This looks like answers to a survey: {{columns}}.',
  'looks-like-stock': 'This looks like stock on hand, not sales: {{columns}}.',
  'looks-like-customers': 'This looks like a list of customers: {{columns}}.',
  'items-in-cell': 'Several products stand in one cell of {{columns}}.',
  'units-mixed': 'One product is counted in different units: {{columns}}.',
  'packs-counted': 'The quantity counts packs, not units: {{columns}}.',
  'figures-scaled': 'Prices for many units, quantities in dozens or thousands, or signs apart: {{columns}}.',
  'lines-again': 'The same lines of orders stand there several times, under other days or payments: {{columns}}.',
  'rows-add-up': 'Some rows are the sums of the rows beside them: {{columns}}.',
  'sums-too-many': 'Some rows are the sums of others, and the file has too many rows to tell which.',
  'groups-headed': 'Lines stand in groups below headings of their own: {{columns}}.',
  'weeks-fiscal': 'Weeks or months of a fiscal year, not of the calendar: {{columns}}.',
  'columns-numbered': 'Columns that differ by a number only: {{columns}}.',
  'kind-unsure': 'The headings do not say what these columns are: {{columns}}.',
  'running-total': 'These columns look like running totals: {{columns}}.',
  'columns-unexplained': 'These columns of numbers have headings that are not known and are not used: {{columns}}.',
  'orders-counted':
    'No column says how many pieces were sold; “{{columns}}” counts orders or purchases and is not used.',
  'many-left-out': 'Rows are left out, {{count}} of {{total}}, because of “{{cause}}”.',
  'service-rows': 'Among the products are postage, fees or discounts: {{products}}.',
  'states-unknown':
    'These states are not known and were counted as sold: {{states}}. Rows: {{count}}, amount: {{amount}}.',
  'refunds-apart': 'Columns say which rows came back, or how much of them, and nothing is taken off: {{columns}}.',
  'amounts-beyond-price':
    'On many rows “{{column}}” is far more than the price times the pieces: it may be the total of an order.',
  'amounts-with-more': 'The amounts hold “{{column}}” as well, and it is counted as sold.',
  'refunds-partly':
    'Columns say how much of the lines came back: {{columns}}. Those of which all came back are left out; nothing is taken off the others.',
  'not-used': 'This file is not used, as you chose.',
  'dates-in-future': 'Rows dated after today ({{count}}), the last on {{last}}.',
  'days-swapped':
    'A spreadsheet swapped day and month of some dates, {{example}} for one: these all lie between the 1st and the 12th, while the others stand as text.',
  'unit-changes': 'Amounts a unit change by a factor of about {{factor}} around {{date}} for most products.',
  'thousands-undecided': '“{{example}}” can have thousands or decimals, and nothing in the file decides which.',
  'day-month-undecided': '“{{example}}” can be two different days, and no date in the file decides which.',
  'months-among-weeks': 'This file has one row a month, the others are by day or week.',
  'no-rows': 'There is a header but no row below it.',
  'some-figures-unreadable':
    'Rows without a readable number in “{{column}}”: {{count}} of {{total}}; they were not used.',
  'no-row-accepted': 'No row can be used ({{count}} in all); the most common cause is “{{cause}}”.',
  'dates-unreadable': 'Dates that can’t be read: {{count}}, for example “{{example}}”.',
  'some-dates-unreadable': 'Rows without a readable date: {{count}}, for example “{{example}}”.',
  'quote-unclosed': 'Quotation marks that are opened and never closed: {{count}}; their lines were read as they are.',
  'currencies-differ': 'This file is in {{currency}}, {{otherFile}} in {{other}}.',
  'panel-without-sums': 'This panel file has no single row of sums: it was cut off, or pasted together.',
  'panel-version': 'This panel file has version {{version}}; this Debut reads version {{known}}.',
  'panel-number':
    'The column “{{column}}” of this panel file has something that the query does not write: the file was changed or rounded.',
  'panel-differs':
    'This panel file does not add up: its column “{{column}}” gives {{found}} where its row of sums says {{stated}}. It was cut off, rounded or changed.',
  'panel-weeks-otherwise': 'The weeks of this panel file start on {{weekday}}.',
  'panel-not-alone': 'A panel file holds all sales and can’t be added to others: {{other}} is loaded already.',
  'answers-mixed-engines': 'This file has answers of two engines, {{other}} and {{engine}}.',
  'answers-mixed-seeds': 'This file has answers of two seeds, {{other}} and {{seed}}.',
  'answers-unreadable':
    'The column “{{column}}” of these forecasts has something that the engine does not write: the file was cut off or changed.',
  'answers-cut-off': 'These forecasts are not whole: {{found}} instead of {{stated}} in block “{{block}}”.',
  'answers-without-sales': 'These forecasts belong to sales that are not loaded.',
  'answers-other-week':
    'These forecasts start after the week of {{found}}; the last whole week of the sales here is that of {{stated}}.',
  'answers-unknown-product': 'These forecasts have the product {{product}}, which the sales here have not.',
  'answers-lack-products': 'These forecasts lack {{count}} products of the sales here, {{product}} among them.',
  'answers-other-sales': 'The sales of {{product}} that were forecast are not those that are loaded here.',
  'answers-too-short': 'The forecasts from the file reach {{weeks}} weeks ahead; {{needed}} are asked for.',
  'weeks-start-otherwise':
    'The weeks of the sales files start on {{weekday}}; each is counted in the week here that contains its first day.',
  'currencies-mixed': 'The amounts of this column have several currencies: {{currencies}}.',
  'periods-in-columns':
    'The periods are in columns ({{count}}, from {{first}} to {{last}}): each filled cell was read as a row.',
  'products-in-columns':
    'The products are in columns ({{count}}, the first {{example}}): each filled cell was read as a row.',
  'figures-untold': 'Nothing says whether the numbers of the periods are units or money: {{columns}}.',
  'products-across': 'These columns may each be a product: {{columns}}.',
  'lines-headed': 'Groups of lines stand below headings of their own: each line is read with what its heading says.',
  'measures-in-rows':
    'Each row has one figure, and “{{column}}” says which: {{measures}}. Rows about the same were read as one.',
  'items-in-rows':
    '“{{column}}” lists several products in a cell: each was read as a row of its own. Sums over a whole order are not used.',
  'without-dates': 'No column has dates.',
  'periods-without-year': 'Weeks or months are in columns, and the year is not given.',
  'year-assumed': 'The days of “{{column}}” are written without a year; {{year}} was taken.',
  'year-over-new-year':
    'The days of “{{column}}” are written without a year and lie on both sides of New Year; all were taken as {{year}}.',
  'dates-without-year': 'The days are written without a year.',
  'units-alike': 'Units were taken from “{{used}}”; these columns could be units too: {{others}}.',
  'revenue-alike': 'Amounts were taken from “{{used}}”; these columns could be amounts too: {{others}}.',
  'order-totals': 'This column repeats the total of an order on its lines, so it was not used as the amount of a line.',
  'rows-as-pieces': 'No column counts pieces and none has amounts: each row was taken for one piece.',
  'sold-below-zero':
    'Quantities with a minus were read as sold, because most rows have one; those without were read as returns.',
  'price-of-line': 'This column is named a price but grows with the quantity: it was read as the amount of the line.',
  'rows-wider':
    'Most rows have more cells than the header ({{count}}): a comma within a number or a text may have split them.',
  'ids-shortened': 'Ids like {{example}} were shortened by a spreadsheet: different products may have become one here.',
  'discount-taken-off': 'The discount of each line was taken off what the line comes to without it.',
  'discount-not-taken-off': 'The discounts of this column were not deducted from the prices.',
  'reviews-without-product': 'The reviews have no product, so they can’t be matched with the sales.',
  'candidate-id-missing': 'A candidate has neither an id nor a name.',
  'candidate-repeated': '“{{candidate}}” is in the candidates more than once; the first one counts.',
  'candidate-price-missing': '“{{candidate}}” has no price.',
  'candidate-price-not-positive': '“{{candidate}}” has the price {{value}}; a price must be above zero.',
  'candidate-number-negative': '“{{candidate}}” has {{value}} where a number can’t be negative.',
  'candidate-number-unreadable': '“{{candidate}}” has “{{value}}” where a number is needed.',
  'candidate-date-unreadable': '“{{candidate}}” has “{{value}}” where a date or week is needed.',
  'candidate-window-empty':
    '“{{candidate}}” can launch from {{earliest}} at the earliest and until {{latest}} at the latest: no week fits.',
  'candidate-cost-above-price': '“{{candidate}}” costs more than it sells for.',
  'candidate-plan-outside-window': '“{{candidate}}” is planned outside its own earliest and latest weeks.',
  'explore-crashed': 'The figures could not be calculated ({{message}}). Change anything to try again.',
  'sample-not-found': 'The sample data could not be loaded. ({{reason}})',
  'import-beyond-budget':
    'The files hold more than {{millions}} million weekly figures (products × weeks): more than a page can hold. Nothing was changed.',
  'running-beyond-budget':
    'A file of running totals holds more than {{millions}} million products and days: more than a page can take apart. Nothing was changed.',
  'products-beyond-budget':
    'The files hold more products than a page can hold over this time: the {{kept}} that sell most are used, {{count}} are not.',
  'candidates-beyond-budget':
    'The first {{kept}} candidates are used, {{count}} more are not: a plan can hold no more.',
  'encoding-utf-32': 'The file is written in UTF-32, which no browser reads.',
  'import-crashed': 'The import stopped unexpectedly. What was loaded before is still here. ({{reason}})',
  'baskets-gone':
    'The files with the orders are not here any more, so who buys what can’t be read again. Drop them again under Data.',
  'sources-missing': 'The files themselves could not be stored on this machine, so they can’t be read again.',
  'characters-damaged': 'Damaged characters in this file: {{count}}; they show as �.',
  'template-unknown': 'There is no template for this kind of file.',
  // Demand and trends
  'no-recent-sales': 'No sales in the last half year, so there is nothing to forecast.',
  'no-units':
    'No file counts units sold, so there is no demand to forecast. Add a sales file with a quantity column, or map one.',
  'no-complete-week':
    'The sales do not cover one complete week, so there is nothing to forecast yet. Add a longer export.',
  'plan-unread': 'the plan that was found could not be evaluated',
  'worker-silent': 'the training process no longer answered',
  'worker-gone': 'the browser ended the computing process',
  'worker-crashed': 'The calculation stopped unexpectedly. Start it again; the data is safe. ({{reason}})',
  'unknown-category': 'There is no category named {{category}}.',
  'no-drivers':
    'No effect can be measured: the data has no promotion, holiday or price change that occurs at least twice. Add a market calendar.',
  // Neural network
  'no-series-to-learn': 'None of the {{series}} series is long enough to train the network on.',
  'executor-unavailable': 'The selected computing method cannot be used here. Choose “Best available”.',
  'training-diverged': 'The training diverged. Train again with a different seed.',
  'training-crashed':
    'Training stopped unexpectedly at the start. Try again, or choose another computing method. ({{reason}})',
  'model-horizon-differs':
    'This network forecasts {{made}} weeks ahead, and {{asked}} are asked for. Set the horizon to {{made}}, or train a new one.',
  'not-explainable': 'The forecast of the paper’s network can’t be explained. Choose the tuned networks.',
  'weights-mismatch': 'The trained network no longer fits this data. Train it again.',
  'series-too-short-to-learn': '{{known}} known periods before the hold-out, where {{needed}} are needed.',
  'series-constant': 'The values never change, so there is nothing to train on.',
  // Candidates
  'no-launches-fallback':
    'The sales contain no earlier launch. The candidates are forecast from the average weekly sales of similar products ({{products}} products), with wide intervals. A year of sales in which products were launched would narrow them.',
  'no-launches':
    'None of the {{found}} products in the sales counts as a launch. A longer sales history helps: at least 13 weeks before and 13 weeks after a product’s first sale.',
  'no-plannable-candidate':
    'None of the {{candidates}} candidates can launch within the weeks of the plan, which begin after the last week of sales. Correct their earliest and latest weeks, plan more weeks, or add newer sales.',
  'no-candidates': 'There are no candidates. Add a file that lists the products you may launch.',
  'launch-horizon-out-of-range': 'The horizon must be between {{least}} and {{most}} weeks.',
  'monthly-panel': 'The sales are by month; a launch needs sales by day or week.',
  'candidates-crashed':
    'The forecast of the candidates stopped unexpectedly. Start it again; the data is safe. ({{reason}})',
  'few-launches': 'Only {{launches}} earlier launches: the intervals are wide for that reason.',
  'one-launch': 'Only one earlier launch ({{launch}}): the interval is little more than a guess.',
  'perceptron-in-loops':
    'The small networks in this forecast were trained in plain JavaScript, since WebAssembly SIMD is not available here. It takes longer, and figures can differ slightly from those on other machines.',
  'backtest-overlaps':
    'The backtest uses some launches whose first weeks were not over when the next ones began; with more history it could be stricter.',
  'missing-price': 'No price is given, so price could not narrow the interval.',
  'price-response-unknown':
    'Its price is {{price}}, its demand was forecast at {{planPrice}}. What the change does to demand can’t be told from the data: the forecast stays as at {{planPrice}}.',
  'price-beyond-seen':
    'Its price {{price}} lies beyond the prices seen around {{planPrice}}: below them no further demand is counted, above them the response is carried on.',
  'unseen-attribute':
    'No earlier launch has {{attributes}}: the forecast uses its price, its text and the other attributes.',
  'unseen-category': 'No earlier launch is in the category {{category}}, so the interval is wider.',
  'no-similar-launch': 'No earlier launch is similar to this candidate; the interval is wide for that reason.',
  'candidate-without-forecast': '“{{candidate}}” can’t be planned: it has no demand forecast.',
  'candidate-without-price': '“{{candidate}}” can’t be planned: it has no price.',
  'candidate-closed-unreadable': 'Closed weeks of “{{candidate}}” that can’t be read are ignored: {{value}}.',
  'candidate-after-unreadable':
    'The sequence of “{{candidate}}” is ignored where the weeks between are not a whole number from 0 to 99: {{value}}.',
  'candidate-after-negative':
    '“{{candidate}}” is to launch after “{{other}}”: the weeks between can’t be negative, so this sequence is ignored. Write A+2 for two weeks after A.',
  'candidate-after-unknown':
    '“{{candidate}}” is to launch after {{other}}, which is not among the candidates that can be planned.',
  'candidate-season-over':
    '“{{candidate}}” is not planned: its last selling day comes before it could launch. Change that day or leave it out.',
  'candidate-without-week': '“{{candidate}}” can’t be planned: its earliest and latest weeks leave none open.',
  'must-launch-impossible':
    '“{{candidate}}” must launch but can’t be planned. Check its price and its earliest and latest weeks.',
  'planned-launch-outside': 'The planned launch of “{{candidate}}” lies outside the weeks of the plan.',
  'costs-missing': 'No candidate has a unit cost: the plan maximises revenue, not profit.',
  'costs-assumed': 'Candidates without a unit cost: {{candidates}}. The usual share of their price is assumed.',
  'salvage-assumed': 'Candidates without a salvage value: {{candidates}}. 40% of the cost is assumed.',
  // Plan
  'plan-instance-malformed': 'The planning problem is not well formed at {{path}}: {{expected}} expected.',
  'plan-without-candidates': 'There is no candidate that can be planned.',
  'plan-does-not-fit': 'The plan has {{entries}} entries for {{candidates}} candidates.',
  'plan-unknown-candidate': 'The plan has no candidate number {{entry}}; it has {{candidates}}.',
  'plan-must-without-week': 'Must-launch {{product}} has no open week between {{from}} and {{to}}.',
  'plan-must-locked-out': 'Must-launch {{product}} is excluded from the plan.',
  'plan-lock-on-closed-week': '{{product}} is locked to {{week}}, in which it may not launch.',
  'plan-must-over-capacity':
    'Must-launch {{product}} needs a launch capacity of {{effort}}, but no open week has more than {{room}}.',
  'plan-must-over-budget':
    'The initial orders of the must-launch products cost {{needed}}, more than the budget of {{budget}}.',
  'plan-must-over-period-budget':
    'The initial orders of the must-launch products between {{from}} and {{to}} cost {{needed}}, more than the budget of {{budget}}.',
  'plan-must-over-category': '{{must}} products of {{category}} must launch, but at most {{max}} may.',
  'plan-category-minimum': '{{category}} needs at least {{min}} launches, but only {{possible}} are possible.',
  'plan-must-over-group': '{{products}} must all launch, but of the group {{group}} at most {{max}} may.',
  'plan-must-without-predecessor': '{{product}} must launch after {{before}}, which is excluded from the plan.',
  'plan-precedence-too-late':
    '{{product}} must launch at least {{weeks}} weeks after {{before}}; no open week is late enough.',
  'plan-wave-without-week': '{{products}} must launch together (wave {{wave}}), but share no open week.',
  'plan-wave-over-capacity':
    'The must-launch products of wave {{wave}} need a launch capacity of {{effort}}; a week has at most {{room}}.',
  'plan-span-over-capacity':
    '{{count}} products must launch between {{from}} and {{to}} and need a launch capacity of {{effort}}; these weeks have {{room}}.',
  'plan-span-over-spacing':
    '{{count}} products of {{category}} must launch between {{from}} and {{to}}; their spacing leaves room for {{most}}.',
  'plan-precedence-cycle': '{{products}} must each launch before the other, so none of them ever can.',
  'plan-wave-against-order':
    '{{product}} must launch after {{before}}, but the two share wave {{wave}}, which launches in one week.',
  'plan-minimum-over-budget':
    'The must-launch products and the category minimums cost {{needed}}, more than the budget of {{budget}}.',
  'plan-minimum-over-capacity':
    'The must-launch products and the category minimums need a launch capacity of {{effort}}; all weeks together have {{room}}.',
  'plan-rules-conflict': 'No plan can meet these rules together: {{parts}}. Relax one of them.',
  'plan-rule-must': '{{products}} must launch',
  'plan-rule-category-min': 'at least {{count}} launches in {{category}}',
  'plan-rule-category-max': 'at most {{count}} launches in {{category}}',
  'plan-rule-locked-out': '{{product}} is excluded from the plan',
  'plan-rule-lock': '{{product}} is locked to {{week}}',
  'plan-rule-window': '{{product}} may launch from {{from}} to {{to}}',
  'plan-rule-closed': 'weeks closed for {{product}}',
  'plan-rule-order': '{{product}} launches at least {{weeks}} weeks after {{before}}',
  'plan-rule-wave': 'wave {{wave}} launches in one week ({{products}})',
  'plan-rule-group': 'at most {{max}} of the group {{group}} ({{products}})',
  'plan-rule-spacing': 'at most {{max}} launches of {{category}} in any {{weeks}} weeks',
  'plan-rule-category-blackout': 'weeks closed for {{category}}',
  'plan-rule-period': '{{budget}} for initial orders from {{from}} to {{to}}',
  'plan-rule-budget': 'the budget of {{budget}}',
  'plan-rule-blackout': 'the closed weeks',
  'plan-rule-capacity': 'launch capacity of {{room}} in {{week}}',
  'plan-rule-capacity-span': 'launch capacity of {{room}} in each week from {{from}} to {{to}}',
  'plan-rule-limit-week': 'at most {{max}} launches a week',
  'plan-not-found': 'No plan that meets every rule was found. Still unmet: {{unmet}}. Relax a rule.',
  // Monitor
  'plan-altered':
    'The committed plan “{{plan}}” was changed outside Debut: its checksum does not match. It can’t be tracked.',
  'plan-not-readable': 'The committed plan can’t be read.',
  'no-launch-planned': 'The plan launches nothing, so there is nothing to commit.',
  'monitor-crashed': 'Tracking stopped working ({{reason}}). Open the step again.',
  'actuals-before-plan': 'The files have no complete week since {{start}}, when the plan begins.',
  'actuals-history':
    '{{weeks}} weeks of the files are before the plan’s start: they are history and not compared with it.',
  'actuals-no-sales': 'The files contain no sales.',
  'price-test-told':
    'Price test read: {{products}} products of {{category}} asked more and less in {{weeks}} weeks. A price 1% lower sells {{value}}% more there ({{lo}} to {{hi}}, 95% interval), and of a new product {{newLo}} to {{newHi}}. Forecasts, plan and advice take this once they are made again.',
  'price-test-untold':
    'Price test read: {{products}} products of {{category}} asked more and less in {{weeks}} weeks, and what a price does there still can’t be told. Each candidate’s prices say why.',
  'actuals-doubled':
    '{{weeks}} known weeks have come back with exactly twice the units: two files seem to contain the same sales. Remove one of them on the Data step; until then the known figures stay.',
  'actuals-file-again': 'These are the same sales as before: nothing has changed.',
  'actuals-no-candidate': 'No product in the later sales is a candidate of this plan.',
  'actuals-week-missing':
    'No product sold anything in the week of {{week}}: it seems to be missing from the files and counts as unknown.',
  'actuals-week-negative':
    '“{{product}}”: more was returned than sold in the week of {{week}} ({{units}} units); it counts as 0.',
  'actuals-week-partial': 'The last {{weeks}} weeks are incomplete and are not used until they are complete.',
  'stock-not-known': 'More was sold than ordered of {{name}}: select the launch and enter the stock on hand.',
  'launched-before-plan': '“{{name}}” sold before the plan began: those weeks are not compared with it.',
  'launch-week-negative': '“{{name}}”: in {{weeks}} weeks more was returned than sold; they count as 0.',
  'reviews-too-few': 'Too few rated reviews to train on ({{reviews}}).',
  'reviews-undated':
    '{{reviews}} reviews have no date: they are used to train the classifier, but counted for no week.',
  'launch-outside-weeks': '“{{name}}” launched outside the plan’s weeks: it is shown in the nearest one.',
  'levels-from-launches':
    'For {{count}} remaining launches there is no updated forecast: their level is updated from the launches so far, by market and category.',
  'launch-season-over': 'The last selling day of “{{name}}” has passed: it is no longer planned.',
  'window-over': 'The latest launch week of “{{name}}” has passed; it may still launch later.',
  'capacity-overrun':
    'The launches of the week of {{week}} exceeded the launch capacity by {{by}}: the limit was raised by that.',
  'slots-overrun':
    'More launches take part in {{event}} (week of {{week}}) than there were places: {{by}} were added for what is on sale.',
  'promotion-budget-overrun': 'Launches on sale exceed the promotion budget by {{by}}: it was raised by that.',
  'budget-overrun': 'Initial orders and reorders so far exceed the budget by {{by}}: it was raised by that.',
  'no-sample-launch': 'No launch of this plan is a candidate of the sample.',
  // Project files
  'project-not-recognised': 'This is neither a Debut project nor a PDF that was made by Debut.',
  'project-not-in-pdf':
    'This PDF contains no Debut project: it was made by another program, exported without the project, or printed again.',
  'project-newer':
    'This project was saved by a newer version of Debut ({{app}}). Load the newest version, then open it again.',
  'project-damaged': 'The project in this file is damaged or was cut off (in “{{part}}”).',
  'project-too-large':
    'The project is too large: the limit is {{megabytes}} MB. Without the raw files it is much smaller.',
  'project-unreadable':
    'The project could not be read back after packing ({{part}}: {{place}}), so nothing was saved. This is a bug in Debut.',
  'project-not-kept': 'The project was read, but this browser could not store it ({{reason}}).',
  'project-with-others':
    'Drop a project file on its own: it opens as a separate project; other files are added to the open one.',
  'storage-not-read': 'The browser’s storage does not answer ({{reason}}). Close other tabs with Debut and try again.',
  'project-worker-crashed': 'The file could not be processed ({{reason}}). Try again.',
  'plan-crashed': 'The planner stopped working ({{reason}}). Find the plan again.',
} as const;
