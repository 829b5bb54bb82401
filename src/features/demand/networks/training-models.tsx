import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import {
  deleteModel,
  exportModel,
  listModels,
  refineModel,
  reuseModel,
  saveModel,
} from '#state/training/training-models.ts';
import { type SavedModel, useTrainingStore } from '#state/training/training-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';

/** Networks kept on this machine: saved, used again on other data, trained on, handed out. */
export function TrainingModels() {
  const { t } = useTranslation('demand');
  const models = useTrainingStore((state) => state.models);
  const isReady = useTrainingStore((state) => state.job.status === 'ready');
  const isBusy = useTrainingStore((state) => state.job.status === 'running');
  useEffect(() => {
    if (models.status === 'unread') void listModels();
  }, [models.status]);
  const list = models.status === 'read' ? models.models : [];
  if (!isReady && list.length === 0) return null;
  return (
    <Disclosure title={t('training.models.title')}>
      {isReady && <SaveModel />}
      {models.status === 'failed' && <Notice tone="warning" title={t('training.models.unreadable')} />}
      {list.length > 0 && <ModelTable models={list} isBusy={isBusy} />}
    </Disclosure>
  );
}

function SaveModel() {
  const { t } = useTranslation('demand');
  const [name, setName] = useState('');
  const [failed, setFailed] = useState(false);
  const save = async (): Promise<void> => {
    const kept = await saveModel(name.trim());
    setFailed(!kept);
    if (kept) setName('');
  };
  return (
    <>
      <Toolbar>
        <TextField label={t('training.models.name')} value={name} onChange={setName} />
        <Button isDisabled={name.trim() === ''} onPress={() => void save()}>
          {t('training.models.save')}
        </Button>
        <Button variant="plain" onPress={() => void exportModel()}>
          {t('training.models.export')}
        </Button>
      </Toolbar>
      {failed && <Notice tone="error" title={t('training.models.noRoom')} />}
    </>
  );
}

function ModelTable({ models, isBusy }: { readonly models: readonly SavedModel[]; readonly isBusy: boolean }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const columns: Column<SavedModel>[] = [
    { id: 'name', header: t('training.models.name'), cell: (model) => model.name, isRowHeader: true },
    { id: 'design', header: t('training.network'), cell: (model) => t(`training.designs.${model.settings.design}`) },
    {
      id: 'saved',
      header: t('training.models.saved'),
      cell: (model) => formats.date(Math.floor(model.savedAt / 86_400_000)),
    },
    {
      id: 'mase',
      header: t('training.mase'),
      align: 'end',
      cell: (model) => (model.standing ? formats.decimal(model.standing.network.mase) : '–'),
    },
    {
      id: 'actions',
      header: t('training.models.actions'),
      cell: (model) => (
        <Toolbar>
          <Button variant="plain" isDisabled={isBusy} onPress={() => void reuseModel(model.id)}>
            {t('training.models.use')}
          </Button>
          <Button variant="plain" isDisabled={isBusy} onPress={() => void refineModel(model.id)}>
            {t('training.models.refine')}
          </Button>
          <Button variant="plain" isDisabled={isBusy} onPress={() => void deleteModel(model.id)}>
            {t('training.models.remove')}
          </Button>
        </Toolbar>
      ),
    },
  ];
  return (
    <DataTable caption={t('training.models.title')} columns={columns} rows={models} rowKey={(model) => model.id} />
  );
}
