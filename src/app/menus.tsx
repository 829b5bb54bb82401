import { PageMenu } from './page-menu.tsx';
import { ProjectMenu } from './project-menu.tsx';

/** Projects, language, appearance, privacy, erase. */
export function Menus({ isNarrow = false }: { readonly isNarrow?: boolean }) {
  return (
    <>
      <ProjectMenu isNarrow={isNarrow} />
      <PageMenu isNarrow={isNarrow} />
    </>
  );
}
