import{c as a,d as b,e as c}from"./part-WXEZNHTG.js";import"./part-5AZJG367.js";import"./part-7JM6UDSN.js";export{a as ImportPage,b as MarkImportPage,c as Report};
