import{a,b}from"./part-MT6KNR7Y.js";import"./part-MHIVUROM.js";import"./part-TPZL3T2W.js";import"./part-RWY2SINN.js";export{a as Consents,b as OpenConsentsNotice};
