import{c as a,d as b,e as c}from"./part-WGTH3JFM.js";import"./part-YBR5TUXB.js";import"./part-L76RA4P6.js";export{a as ImportPage,b as MarkImportPage,c as Report};
