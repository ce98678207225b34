import{a,b}from"./part-4AK4KANW.js";import"./part-VVIODFID.js";import"./part-YIDFVUU3.js";import"./part-SZXSLSLN.js";export{a as Figures,b as useChart};
