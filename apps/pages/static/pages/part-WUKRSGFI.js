function t(r,e){let n=r.trim()===""?NaN:Number(r.trim().replace(",","."));return n>=0&&n<=e?n:void 0}export{t as a};
