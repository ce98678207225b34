import{a}from"./part-PISOY4FM.js";import"./part-ZXD7NEV4.js";import"./part-UTSUG2D4.js";import"./part-MEPRQ5ZA.js";import"./part-5JSL6DN4.js";import"./part-XNOA4SZX.js";export{a as Excuses};
