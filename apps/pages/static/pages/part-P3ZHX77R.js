import{a,b}from"./part-RRHJ7PSD.js";import"./part-5QMIJZXC.js";import"./part-STTCIRK2.js";import"./part-JMS6OYNU.js";import"./part-TDBUAQYI.js";export{a as Consents,b as OpenConsentsNotice};
