import{a}from"./part-RPVPCJON.js";import"./part-3QPTBKGN.js";import"./part-BTAP7OJ3.js";import"./part-3YWJWYVU.js";import"./part-VN4GN3IV.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
