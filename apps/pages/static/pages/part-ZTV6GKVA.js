import{a}from"./part-DM7Z6N7O.js";import"./part-3QPTBKGN.js";import"./part-O6XJXJP2.js";import"./part-3YWJWYVU.js";import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
