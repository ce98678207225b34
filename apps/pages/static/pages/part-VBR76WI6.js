import{a,b}from"./part-2OAP3GQK.js";import"./part-ZWNLVS2F.js";import"./part-UCAVAWHV.js";import"./part-LC72EOXY.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
