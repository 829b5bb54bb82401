import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CurveName } from '#engine/launch/shape/curve-library.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { changeForecast, undoOverride, withdrawOverride } from '#state/candidates/candidates-override-actions.ts';
import { canUndo, settingInForce } from '#state/candidates/candidates-overrides.ts';
import { type CandidatesResult, useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Select } from '#ui/controls/select.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';
import { OverrideLog } from './override-log.tsx';
import type { CandidateRow } from './to-candidate-rows.ts';

interface CandidateOverrideProps {
  readonly row: CandidateRow;
  readonly result: CandidatesResult;
  readonly currency: string;
}

const widths = { half: 0.5, same: null, wider: 1.5, double: 2 } as const;
type Width = keyof typeof widths;

/** The manager's own judgement in the place of the forecast: level, range and curve, signed and with a reason. */
export function CandidateOverride({ row, result, currency }: CandidateOverrideProps) {
  const { t } = useTranslation('demand');
  const log = useCandidatesStore((state) => state.overrideLog);
  const setting = settingInForce(log, row.id);
  const own = log.filter(({ candidateId }) => candidateId === row.id);
  return (
    <Disclosure title={setting ? t('candidate.override.titleInForce') : t('candidate.override.title')}>
      <Stack>
        <p>{t('candidate.override.detail')}</p>
        <OverrideForm key={row.id} row={row} result={result} lines={own.length} />
        {own.length > 0 ? <OverrideLog entries={own} currency={currency} /> : null}
      </Stack>
    </Disclosure>
  );
}

interface OverrideFormProps extends Omit<CandidateOverrideProps, 'currency'> {
  /** Lines of the candidate's log: after each of them the form shows what is in force. */
  readonly lines: number;
}

function OverrideForm({ row, result, lines }: OverrideFormProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const log = useCandidatesStore((state) => state.overrideLog);
  const isRunning = useCandidatesStore((state) => state.job.status === 'running');
  const setting = settingInForce(log, row.id);
  const model = row.forecast.before?.total ?? row.forecast.total;
  const draft = useDraft(setting, model, lines);
  const { total, width, curve, reason, who, isAsked } = draft;
  const words = { who: who.trim(), reason: reason.trim() };
  const isWhole = words.who !== '' && words.reason !== '';
  const apply = (act: () => Promise<void>) => {
    draft.ask();
    if (isWhole) void act();
  };
  const change = () => {
    const typical = result.curves.find(({ name }) => name === curve);
    return changeForecast(
      row.id,
      {
        total: Number.isNaN(total) || total === Math.round(model) ? null : total,
        spread: widths[width],
        curve: typical ? { name: typical.name, shape: typical.shape } : null,
      },
      words,
    );
  };
  return (
    <>
      <Toolbar>
        <NumberField
          label={t('candidate.override.total')}
          unit={t('unit.units', { ns: 'common' })}
          help={t('candidate.override.totalHelp', { total: formats.count(model) })}
          value={total}
          minValue={1}
          onChange={draft.setTotal}
        />
        <Select
          label={t('candidate.override.range')}
          value={width}
          onChange={draft.setWidth}
          options={(Object.keys(widths) as Width[]).map((value) => ({
            value,
            label: t(`candidate.override.width.${value}`),
          }))}
        />
        <Select
          label={t('candidate.override.curve')}
          value={curve}
          onChange={draft.setCurve}
          options={[
            { value: 'forecast' as const, label: t('candidate.override.curveOfForecast') },
            ...result.curves.map(({ name }) => ({ value: name, label: t(`candidate.curves.name.${name}`) })),
          ]}
        />
      </Toolbar>
      <Toolbar>
        <TextField
          label={t('candidate.override.reason')}
          placeholder={t('candidate.override.reasonExample')}
          value={reason}
          onChange={draft.setReason}
          error={isAsked && words.reason === '' ? t('candidate.override.reasonMissing') : undefined}
        />
        <TextField
          label={t('candidate.override.who')}
          value={who}
          onChange={draft.setWho}
          error={isAsked && words.who === '' ? t('candidate.override.whoMissing') : undefined}
        />
        <Button variant="primary" isPending={isRunning} onPress={() => apply(change)}>
          {t('candidate.override.apply')}
        </Button>
        {canUndo(log, row.id) ? (
          <Button isPending={isRunning} onPress={() => apply(() => undoOverride(row.id, words))}>
            {t('candidate.override.undo')}
          </Button>
        ) : null}
        {setting ? (
          <Button isPending={isRunning} onPress={() => apply(() => withdrawOverride(row.id, words))}>
            {t('candidate.override.withdraw')}
          </Button>
        ) : null}
      </Toolbar>
    </>
  );
}

/** What the form holds; after each line of the log, what is in force. Who signs stays. */
function useDraft(setting: ReturnType<typeof settingInForce>, model: number, lines: number) {
  const inForce = {
    total: Math.round(setting?.total ?? model),
    width: widthOf(setting?.spread ?? null),
    curve: setting?.curve?.name ?? ('forecast' as const),
  };
  const signed = useCandidatesStore((state) => state.who);
  const [total, setTotal] = useState(inForce.total);
  const [width, setWidth] = useState<Width>(inForce.width);
  const [curve, setCurve] = useState<CurveName | 'forecast'>(inForce.curve);
  const [reason, setReason] = useState('');
  const [who, setWho] = useState(signed);
  const [isAsked, setIsAsked] = useState(false);
  const [shown, setShown] = useState(lines);
  if (shown !== lines) {
    setShown(lines);
    setTotal(inForce.total);
    setWidth(inForce.width);
    setCurve(inForce.curve);
    setReason('');
    setIsAsked(false);
  }
  const ask = (): void => setIsAsked(true);
  return { total, setTotal, width, setWidth, curve, setCurve, reason, setReason, who, setWho, isAsked, ask };
}

function widthOf(spread: number | null): Width {
  return (Object.keys(widths) as Width[]).find((width) => widths[width] === spread) ?? 'same';
}
