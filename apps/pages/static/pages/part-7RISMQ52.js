import{b as a,c as b,d as c}from"./part-DHXXSQNU.js";import"./part-DXOYQNQY.js";export{a as Payments,c as checkout,b as usePaymentChanges};
