import{c as a,d as b,e as c}from"./part-7HBM2JTM.js";import"./part-YS2NX3OF.js";import"./part-R2ALZ4XS.js";export{a as ImportPage,b as MarkImportPage,c as Report};
