import{c as a,d as b,e as c}from"./part-PKH2RNKU.js";import"./part-WFCJKYQT.js";import"./part-6XVDXFPQ.js";export{a as ImportPage,b as MarkImportPage,c as Report};
