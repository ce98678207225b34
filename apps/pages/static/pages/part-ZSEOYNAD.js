import{a,b}from"./part-WQU4THYQ.js";import"./part-DDG2ZTVM.js";import"./part-PVQP7UHI.js";import"./part-25KQ4UQ7.js";import"./part-VRPGTCOM.js";export{a as Consents,b as OpenConsentsNotice};
