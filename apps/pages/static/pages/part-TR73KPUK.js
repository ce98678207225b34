import{a,b}from"./part-YRV4AROI.js";import"./part-MDBEEF36.js";import"./part-WTKY74FO.js";import"./part-OHL2XSLJ.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
