var n=["cash","terminal","transfer","payme"],t=["cash","terminal","transfer"];export{n as a,t as b};
