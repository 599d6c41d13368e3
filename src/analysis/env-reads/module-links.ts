import type { EcmaScriptModule, Program } from 'oxc-parser';
import { calleeName, stringOf } from './expression.ts';
import { walkProgram } from './scope.ts';

/** A module's first line, where React draws the border between server and browser. https://react.dev/reference/rsc/directives */
export type Directive = 'use client' | 'use server';

/** The module specifiers that remain at run time, each once: imports, re-exports, `import()`. Type-only ones are erased. */
export function importsOf(module: EcmaScriptModule, text: string): readonly string[] {
  const specifiers = new Set<string>();
  for (const { entries, moduleRequest } of module.staticImports) {
    const erased = entries.length > 0 && entries.every((entry) => entry.isType);
    if (!erased) specifiers.add(moduleRequest.value);
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest !== null && !isType) specifiers.add(moduleRequest.value);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^(['"`])([^'"`$\\]+)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[2] !== undefined) specifiers.add(literal[2]);
  }
  return [...specifiers];
}

/** What CommonJS `require('…')` and TypeScript's `import x = require('…')` load. */
export function requiresOf(program: Program): readonly string[] {
  const specifiers = new Set<string>();
  walkProgram(program, (node) => {
    const request = node.type === 'TSExternalModuleReference' ? node.expression : undefined;
    const argument = calleeName(node) === 'require' && node.type === 'CallExpression' ? node.arguments[0] : undefined;
    const specifier = stringOf(request ?? argument);
    if (specifier !== undefined) specifiers.add(specifier);
  });
  return [...specifiers];
}

/** The directive at the top of a module, when it has one. */
export function directiveOf(program: Program): Directive | undefined {
  for (const statement of program.body) {
    const directive = 'directive' in statement ? statement.directive : undefined;
    if (directive === undefined || directive === null) return undefined;
    if (directive === 'use client' || directive === 'use server') return directive;
  }
  return undefined;
}
