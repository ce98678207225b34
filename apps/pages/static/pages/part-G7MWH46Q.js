import{a}from"./part-YM5UEX4I.js";import"./part-3QPTBKGN.js";import"./part-MX3DJK6W.js";import"./part-3YWJWYVU.js";import"./part-NS2II7P7.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
