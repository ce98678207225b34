import{a,b}from"./part-FM5UHOAW.js";import"./part-DCSCPUT4.js";import"./part-Y2WLJYAR.js";import"./part-VMA5FJ2P.js";export{b as AskedConsents,a as Consents};
