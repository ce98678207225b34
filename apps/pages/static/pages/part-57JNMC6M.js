import{b as a,c as b,d as c}from"./part-GGG545YX.js";import"./part-MEQDHAR5.js";import"./part-X3VDGDVP.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
