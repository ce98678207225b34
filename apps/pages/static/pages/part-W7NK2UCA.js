import{a}from"./part-GGMCQOYS.js";import"./part-7YVRO7CD.js";import"./part-3QPTBKGN.js";import"./part-H47Z4M4E.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
