function n(t){let e=new Intl.PluralRules(t);return(l,r)=>r[e.select(l)]??r.other}export{n as a};
