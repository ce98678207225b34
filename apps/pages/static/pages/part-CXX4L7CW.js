import{a}from"./part-Z7FUYHRV.js";import"./part-3QPTBKGN.js";import"./part-C6DSABPC.js";import"./part-3YWJWYVU.js";import"./part-GODQFT43.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
