import{a}from"./part-2LQHPLHV.js";import"./part-3QPTBKGN.js";import"./part-GUHDZIRE.js";import"./part-3YWJWYVU.js";import"./part-R3AQFDSL.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
