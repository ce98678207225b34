import{a,b}from"./part-6CFBXTYE.js";import"./part-ZWG3ADBJ.js";import"./part-LVJBAIIT.js";import"./part-66WTKBHA.js";export{a as Figures,b as useChart};
