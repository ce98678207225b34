import{a,b,c}from"./part-MHIRST7V.js";import"./part-2KG244PS.js";import"./part-XOGFKHDH.js";import"./part-AN3AVNYK.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
