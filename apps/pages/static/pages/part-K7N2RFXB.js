import{b as a,c as b,d as c}from"./part-JI7YC2PU.js";import"./part-VMA5FJ2P.js";export{a as Payments,c as checkout,b as usePaymentChanges};
