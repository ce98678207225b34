import{a}from"./part-2BIU5LJ6.js";import"./part-PLU5XMQA.js";import"./part-GST6XK2N.js";import"./part-UR3CA4CB.js";import"./part-CJNUZYO5.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
