import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCandidateName, useOwnCandidates } from '#state/data/product-names.ts';
import { Button } from '#ui/controls/button.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';

interface CandidatePairProps {
  readonly labels: readonly [string, string];
  /** Whether these two can't be chosen, as they have been. */
  readonly isTaken: (first: string, second: string) => boolean;
  readonly onChoose: (first: string, second: string) => void;
}

/** Chooses one candidate and then another, by id. */
export function CandidatePair({ labels, isTaken, onChoose }: CandidatePairProps) {
  const { t } = useTranslation('plan');
  const nameOf = useCandidateName();
  const [first, setFirst] = useState<string | null>(null);
  const options = useOwnCandidates().map((candidate) => ({ value: candidate.id, label: nameOf(candidate) }));
  return (
    <Toolbar>
      <Select
        label={labels[0]}
        placeholder={t('constraints.choose')}
        options={options}
        value={first}
        onChange={setFirst}
      />
      <Select
        label={labels[1]}
        placeholder={t('constraints.choose')}
        options={options.filter(({ value }) => first !== null && value !== first && !isTaken(first, value))}
        value={null}
        isDisabled={first === null}
        onChange={(second) => {
          if (first) onChoose(first, second);
          setFirst(null);
        }}
      />
      {first ? (
        <Button variant="plain" onPress={() => setFirst(null)}>
          {t('constraints.cancel')}
        </Button>
      ) : null}
    </Toolbar>
  );
}
