import{b as a,c as b,d as c}from"./part-POEYXTFW.js";import"./part-PSV554K4.js";import"./part-ZQV3CIKT.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
