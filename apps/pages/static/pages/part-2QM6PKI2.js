import{a,b}from"./part-W4GR2DIA.js";import"./part-H6C7KWRC.js";import"./part-NPSIRIZU.js";import"./part-YHDRQYNO.js";export{b as AskedConsents,a as Consents};
