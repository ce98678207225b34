import{a}from"./part-YF36CSAW.js";import"./part-3QPTBKGN.js";import"./part-IOSDCEKT.js";import"./part-3YWJWYVU.js";import"./part-OHL2XSLJ.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
