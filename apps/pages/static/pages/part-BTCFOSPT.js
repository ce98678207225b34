import{a}from"./part-TY6D24Q5.js";import"./part-PLU5XMQA.js";import"./part-Q7OZAHZD.js";import"./part-UR3CA4CB.js";import"./part-MA7WAPN3.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
