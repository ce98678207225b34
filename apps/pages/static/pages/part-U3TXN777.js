import{a}from"./part-PRSH5KQH.js";import"./part-3QPTBKGN.js";import"./part-A7AAGIOK.js";import"./part-3YWJWYVU.js";import"./part-5OC23S5M.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
