import{c as a,d as b,e as c}from"./part-TTGNEBZO.js";import"./part-CHPHHL2E.js";import"./part-KFALJNGW.js";export{a as ImportPage,b as MarkImportPage,c as Report};
