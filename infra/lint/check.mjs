// Checks what stands in infra/ and the YAML and JSON of the repository: infra/lint.sh runs it, with the packages it needs in LINT_TOOLS.
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const require = createRequire(join(process.env.LINT_TOOLS, 'package.json'));
const { Parser, Language } = require('web-tree-sitter');
const yaml = require('yaml');

const problems = [];
const report = (file, line, text) => problems.push(`${file}:${line}: ${text}`);
const files = pattern => execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', pattern]).toString().split('\n').filter(Boolean);

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

// A parameter file assigns where a Bicep file declares; the rest of the language is the same.
const asBicep = (file, text) =>
  file.endsWith('.bicepparam') ? text.replace(/^using .*$/gm, '').replace(/^param (\w+) =/gm, 'var   $1 =') : text;

function parse(file) {
  const root = parser.parse(asBicep(file, readFileSync(file, 'utf8'))).rootNode;
  const visit = node => {
    if (node.isError || node.isMissing) report(file, node.startPosition.row + 1, `syntax: ${node.text.split('\n')[0].slice(0, 60)}`);
    else node.children.forEach(visit);
  };
  visit(root);
  return root;
}

const name = node => node.namedChildren.find(child => child.type === 'identifier').text;
const text = node => node.text.replace(/^'|'$/g, '');
const members = object => object.namedChildren.filter(child => child.type === 'object_property')
  .map(property => ({ key: text(property.namedChild(0)), value: property.namedChild(1), line: property.startPosition.row + 1 }));

// What a file offers to the module that uses it.
function interfaceOf(file, root) {
  const parameters = new Map();
  const outputs = new Set();
  for (const node of root.namedChildren) {
    if (node.type === 'parameter_declaration') parameters.set(name(node), { required: !/^param \w+ [^=]*=/.test(node.text.split('\n')[0]), line: node.startPosition.row + 1 });
    if (node.type === 'output_declaration') outputs.add(name(node));
  }
  return { file, root, parameters, outputs };
}

const bicep = new Map(files('*.bicep').map(file => [file, interfaceOf(file, parse(file))]));

for (const { file, root, parameters } of bicep.values()) {
  const source = root.text;
  for (const declared of [...parameters.keys(), ...root.namedChildren.filter(node => node.type === 'variable_declaration').map(name)]) {
    if (source.match(new RegExp(`\\b${declared}\\b`, 'g')).length < 2) report(file, parameters.get(declared)?.line ?? 1, `${declared} is never used`);
  }
  if (/(AccountKey|SharedAccessSignature|[Pp]assword)=[^'$]/.test(source)) report(file, 1, 'holds what looks like a secret');

  for (const module of root.descendantsOfType('module_declaration')) {
    const line = module.startPosition.row + 1;
    const path = normalize(join(dirname(file), text(module.namedChildren.find(child => child.type === 'string'))));
    const target = bicep.get(path);
    if (!target) {
      report(file, line, `there is no module ${path}`);
      continue;
    }
    const given = members(members(module.descendantsOfType('object')[0]).find(member => member.key === 'params').value);
    given.filter(member => !target.parameters.has(member.key)).forEach(member => report(file, member.line, `${path} has no parameter ${member.key}`));
    [...target.parameters].filter(([key, parameter]) => parameter.required && !given.some(member => member.key === key))
      .forEach(([key]) => report(file, line, `${path} needs the parameter ${key}`));
    for (const [, output] of source.matchAll(new RegExp(`\\b${name(module)}!?\\.outputs\\.(\\w+)`, 'g'))) {
      if (!target.outputs.has(output)) report(file, line, `${path} has no output ${output}`);
    }
  }
}

for (const file of files('*.bicepparam')) {
  parse(file);
  const source = readFileSync(file, 'utf8');
  const target = bicep.get(normalize(join(dirname(file), source.match(/^using '(.*)'$/m)[1])));
  const given = [...source.matchAll(/^param (\w+) =/gm)].map(match => match[1]);
  given.filter(key => !target.parameters.has(key)).forEach(key => report(file, 1, `${target.file} has no parameter ${key}`));
  [...target.parameters].filter(([key, parameter]) => parameter.required && !given.includes(key)).forEach(([key]) => report(file, 1, `${target.file} needs the parameter ${key}`));
}

for (const file of [...files('*.yml'), ...files('*.yaml')]) {
  const document = yaml.parseDocument(readFileSync(file, 'utf8'), { strict: true, uniqueKeys: true });
  [...document.errors, ...document.warnings].forEach(problem => report(file, problem.linePos?.[0].line ?? 1, problem.message.split('\n')[0]));
}

for (const file of files('*.json')) {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    report(file, 1, error.message);
  }
}

problems.forEach(problem => console.error(problem));
console.log(`lint: ${bicep.size} Bicep files, ${problems.length} findings`);
process.exit(problems.length === 0 ? 0 : 1);
