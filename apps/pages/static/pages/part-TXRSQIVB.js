import{a}from"./part-CPPTKPO6.js";import"./part-3QPTBKGN.js";import"./part-CY445XIX.js";import"./part-3YWJWYVU.js";import"./part-LYXT2VLM.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
