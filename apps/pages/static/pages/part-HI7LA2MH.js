import{a,b}from"./part-JJFK7K5O.js";import"./part-QY6GYR3S.js";import"./part-PY2ZOL7I.js";import"./part-UTSUG2D4.js";import"./part-XNOA4SZX.js";export{a as Consents,b as OpenConsentsNotice};
