/** How the page of a report looks around its viewer. */
export const PAGE_STYLES = `
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header,main{max-width:1500px;margin:0 auto;padding:0 16px}
header{padding-top:12px}
.title{display:flex;justify-content:space-between;align-items:baseline;gap:12px}
h1{font-size:22px;line-height:1.25;margin:0;overflow-wrap:anywhere}
h2{font-size:19px;line-height:1.3;margin:18px 0 4px;overflow-wrap:anywhere}
p{margin:4px 0;max-width:90ch;overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:1px}
.theme{font-size:13px;color:var(--faint);white-space:nowrap}
.theme select{font:inherit;color:var(--text);background:var(--raised);border:1px solid var(--line);border-radius:4px;padding:3px}
html:not(.scripted) .theme{display:none}
.run{font-weight:600}
.run.wrong,nav .wrong{color:var(--wrong)}
.run.right,nav .right{color:var(--right)}
.run.caution{color:var(--caution)}
nav{display:flex;gap:6px;overflow-x:auto;padding:6px 2px;margin:4px -2px 0}
nav a{flex:none;padding:5px 10px;border:1px solid var(--line);border-radius:6px;text-decoration:none;color:var(--text);font-size:14px}
nav a[aria-current]{background:var(--chosen);border-color:var(--link);font-weight:600}
nav span{font-size:12px;font-weight:600}
.meaning{color:var(--faint)}
.found{font-size:16px}
.legend{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;padding:0;margin:8px 0;font-size:13px;color:var(--faint)}
.legend .key{display:inline-block;vertical-align:middle;margin-right:6px}
.key.message,.key.lie{width:26px;border-top:2px solid var(--text)}
.key.lie{border-top:2px dashed var(--lie)}
.key.votes,.key.executes{width:22px;height:12px;border:1px solid var(--line);border-radius:3px;background:linear-gradient(90deg,var(--past) 66%,transparent 66%)}
.key.executes{background:var(--right-ground);border-color:var(--right)}
.key.turn{width:26px;border-top:2px dashed var(--turn)}
.key.differ{width:15px;height:15px;border:2.5px solid var(--wrong);border-radius:50%}
.words{clear:both;padding-top:8px}
code{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--raised);border:1px solid var(--line);border-radius:4px;padding:1px 5px;overflow-wrap:anywhere;user-select:all}
summary{cursor:pointer;padding:6px 0}
pre{overflow-x:auto;margin:4px 0;padding:12px;background:var(--raised);border:1px solid var(--line);border-radius:6px;font:12.5px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.picture>.body{overflow-x:auto}
.checked{border-top:1px solid var(--line);margin-top:28px;padding-bottom:40px}
table{border-collapse:collapse;width:100%;margin:8px 0}
th,td{text-align:left;vertical-align:top;padding:6px 10px 6px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{white-space:nowrap}
tbody th{font-weight:600}
td.steps{font-variant-numeric:tabular-nums}
.verdict{display:inline-block;padding:0 7px;border-radius:4px;font-size:13px;font-weight:600;white-space:nowrap;border:1px solid}
.verdict.right{color:var(--right);background:var(--right-ground)}
.verdict.wrong{color:var(--wrong);background:var(--wrong-ground)}
.verdict.caution{color:var(--caution);background:var(--caution-ground)}
.verdict.faint{color:var(--faint)}
.cost{font-size:13px;color:var(--faint)}
@media (max-width:640px){
  thead{display:none}
  table,tbody,tr,th,td{display:block;border:0;padding:0}
  tr{border-bottom:1px solid var(--line);padding:8px 0}
  td{display:inline-block;margin-right:8px}
  td:last-child{display:block}
  header,main{padding:0 12px}
  h1{font-size:19px}
}
@media print{
  nav,.theme,.legend .key{print-color-adjust:exact}
  .theme,nav{display:none}
  *{print-color-adjust:exact}
  details::details-content{content-visibility:visible;block-size:auto}
  pre{white-space:pre-wrap}
  body{font-size:12px}
}
`;
