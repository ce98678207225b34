import{c as a,d as b,e as c}from"./part-CDB6DJFU.js";import"./part-DU3KPEYZ.js";import"./part-YHDRQYNO.js";export{a as ImportPage,b as MarkImportPage,c as Report};
