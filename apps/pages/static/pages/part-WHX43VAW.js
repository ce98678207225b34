import{b as a,c as b,d as c}from"./part-UVVR2DQQ.js";import"./part-OTVBCZZK.js";import"./part-L76RA4P6.js";export{a as Payments,c as checkout,b as usePaymentChanges};
