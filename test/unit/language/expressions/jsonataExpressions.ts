/** Expressions on the input of `jsonataOracle.test.ts`, one a line, some of which fail. */

/** Paths, predicates, sorting, grouping, arrays and objects. */
export const pathExpressions = `
$states.input
$states.input.n
$states.input.nope
$states.input.nope.deeper
$states.input.n.x
$states.input.z
$states.input.z.x
$states.input.empty
$states.input.one
$states.input.one[]
$states.input.obj."x y"
$states.input.obj.b.d
$states.input.obj.b.d.e
$states.input.nested
$states.input.nested[0]
$states.input.nested[-1]
$states.input.nested[0][1]
$states.input.nested.$
$states.input.nested.[$]
$states.input.nums[0]
$states.input.nums[-1]
$states.input.nums[99]
$states.input.nums[[0,2]]
$states.input.nums[[0..2]]
$states.input.nums[$ > 3]
$states.input.nums[$ > 30]
$states.input.nums[$ = 9]
$states.input.nums[$ = 9][]
$states.input.nums[1.7]
$states.input.nums[]
$states.input.empty[]
$states.input.orders.id
$states.input.orders[0].id
$states.input.orders.lines.sku
$states.input.orders.lines[0].sku
($states.input.orders.lines)[0].sku
$states.input.orders[customer='Ann'].id
$states.input.orders[customer='Bob'].id
$states.input.orders[customer='Bob'][].id
$states.input.orders[vip].id
$states.input.orders[lines].id
$states.input.orders[$count(lines) > 1].id
$states.input.orders.lines[qty > 1]
$states.input.orders.lines[qty > 1].(qty * price)
$states.input.orders.lines.(qty * price)
$sum($states.input.orders.lines.(qty * price))
$states.input.orders.{"id": id, "n": $count(lines)}
$states.input.orders.[id, customer]
$states.input.orders.lines.[sku, qty]
$states.input.*
$states.input.obj.*
$states.input.obj.**
$states.input.**.sku
$states.input.orders.*[0]
$states.input.orders.lines^(price).sku
$states.input.orders.lines^(>price, sku).sku
$states.input.orders^(customer, >id).id
$states.input.nums^($)
$states.input.nums^(>$)[0]
$states.input.orders^(vip).id
$states.input.orders{customer: id}
$states.input.orders{customer: $count(id)}
$states.input.orders.lines{sku: $sum(qty)}
$states.input.orders{customer: lines.sku[]}
$states.input.one.$
[$states.input.one]
[$states.input.nums, 1]
[[$states.input.one]]
[$states.input.nope]
[1..3]
[1..1]
[3..1]
[0, 5..7, 9]
[1..3].($ * 2)
[[1,2],[3]].$
[1,2].[$, $]
{"a": $states.input.n, "b": $states.input.nope}
{}
[]
{"a": {}}.a
$states.input.(n + f)
$states.input.orders.(lines; id)
$states.input.empty{"a": $}
$states.input.orders[0].lines[0].qty[0]
$states.input.s[0]
$states.input.s.x
$states.context.Execution.Name
`
  .trim()
  .split('\n');

/** Operators, conditions, blocks and variables. */
export const operatorExpressions = `
1 + 2
5 - 2
2 * 3
7 / 2
7 % 3
-7 % 3
-5
-$states.input.n
-$states.input.s
1 + "a"
"a" + 1
1 + $nope
$nope - 1
1/0
0/0
1/0 + 1
1 = 1
1 = "1"
[1,2] = [1,2]
{"a":1} = {"a":1}
{"a":1} = {"a":2}
[1] = {"a":1}
1 != 2
$nope = 1
$nope != 1
null = null
$nope = $nope
1 < 2
"a" < "b"
1 < "a"
$nope < 1
true < false
2 >= 2
2 <= 1
1 in [1,2]
"x" in "x"
3 in [1,2]
[1] in [[1]]
$nope in [1]
true and false
true and 1
0 or ""
$nope or true
$nope and true
"a" and [0]
[0, 0] or false
{} or []
null or "x"
"a" & 1
"a" & $nope
$nope & $nope
1 & 2.5
true & null
[1,"a"] & {"a":1.23456789012345678}
"" & function($x){$x}
1 ? 2 : 3
0 ? 2 : 3
0 ? 2
$nope ? 1 : 2
[] ? 1 : 2
1 > 2 ? "a" : 2 > 1 ? "b" : "c"
(1; 2; 3)
()
($a := 1; $a + 1)
$a := 5
($a := 1; ($a := 2; $a); $a)
($a := $b := 3; $a + $b)
($a := [1,2,3]; $a[1])
$v + 1
$list[0]
$list[]
$nothing
$text & "!"
$nope
($v := $v + 1; $v)
"it's"
1.5e3
0.1 + 0.2
$string(0.1 + 0.2)
/* comment */ 1
`
  .trim()
  .split('\n');

/** Lambdas, closures, recursion, partial application, chains and functions that take functions. */
export const callExpressions = `
function($x){ $x + 1 }(2)
($f := function($x, $y){ $x & $y }; $f("a"))
($f := λ($x){ $x * 2 }; $map([1,2,3], $f))
($x := 1; $f := function(){ $x }; $x := 2; $f())
($fact := function($n){ $n <= 1 ? 1 : $n * $fact($n - 1) }; $fact(5))
($loop := function($n, $acc){ $n = 0 ? $acc : $loop($n - 1, $acc + $n) }; $loop(500, 0))
($even := function($n){ $n = 0 ? true : $odd($n - 1) }; $odd := function($n){ $n = 0 ? false : $even($n - 1) }; $even(100))
($add := function($a, $b){ $a + $b }; $inc := $add(1, ?); $inc(5))
($sub := $substring(?, 1, 2); $sub("abcdef"))
$map(["a","b"], $uppercase)
($f := $f2(?); 1)
[1,2,3] ~> $sum()
[1,2,3] ~> $map(function($x){ $x * 2 }) ~> $sum()
"abc" ~> $uppercase
($f := $uppercase ~> $length; $f("abc"))
1 ~> 2
($t := $trim ~> $uppercase; " a " ~> $t)
$map([1,2,3], function($v, $i, $a){ $v & $i & $count($a) })
$filter([1,2,3,4], function($v){ $v % 2 = 0 })
$filter([1,2,3], function($v){ $v = 2 })
$filter([1], function($v){ false })
$reduce([1,2,3], function($p, $v){ $p + $v })
$reduce([1,2,3], function($p, $v){ $p + $v }, 10)
$reduce([], function($p, $v){ $p + $v })
$reduce([1,2], function($p){ $p })
$reduce([1,2,3], function($p, $v, $i, $a){ $p + $v * $i + $count($a) })
$single([1,2,3], function($v){ $v = 2 })
$single([1,2])
$single([1])
$single([1,2], function($v){ $v > 5 })
$each({"a":1,"b":2}, function($v, $k){ $k & $v })
$sift({"a":1,"b":2}, function($v){ $v > 1 })
$sift({"a":1}, function($v){ false })
$sort([3,1,2])
$sort(["b","a"])
$sort([1,"a"])
$sort([{"k":2},{"k":1}], function($a, $b){ $a.k > $b.k })
$map([], function($x){ $x })
$map(5, function($x){ $x + 1 })
$map([1], function($x){ $x })
$map([1,2], function($x){ [$x] })
$map([[1],[2]], function($x){ $x })
function($x)<n:n>{ $x }(1)
function($x)<n:n>{ $x }("a")
function($a)<a<n>:n>{ $sum($a) }(3)
($g := function($f, $x){ $f($f($x)) }; $g(function($y){ $y * 3 }, 2))
$nope(1)
"a"(1)
(1)(2)
$states.input.orders.($f := function($l){ $sum($l.(qty * price)) }; {"id": id, "total": $f(lines)})
$map($states.input.orders, function($o){ $o.id & ":" & $count($o.lines) })
$states.input.s.$length()
$states.input.s.$uppercase()
$states.input.nums.$string()
$merge($states.input.orders.{id: customer})
$states.input.orders ~> $filter(function($o){ $o.vip }) ~> $map(function($o){ $o.id })
$map([1,2,3], $add)
$map(["1","2"], $number)
$map([1.5,2.5], $round)
($f := function(){ 1 }; $type($f))
$string(function(){1})
$count(function(){1})
[function(){1}]
{"f": function(){1}}
$exists($sum)
$boolean(function(){1})
($id := function($x){ $x }; $id([1])[0])
($pair := function($a, $b){ [$a, $b] }; $pair(?, 2)(1))
`
  .trim()
  .split('\n');

/** Every built-in function, with arguments that fit and that do not. */
export const functionExpressions = String.raw`
$sum([1,2])
$sum([])
$sum($nope)
$sum("a")
$max([1,5,2])
$min([])
$average([1,2])
$count([1,2])
$count(5)
$count($nope)
$count(null)
$append([1],2)
$append(1,$nope)
$append([1,2],[3])
$string(5)
$string([1,{"a":2}])
$string({"a":1}, true)
$length("🆗a")
$length(5)
$substring("hello", 1, 3)
$substring("hello", -3)
$substringBefore("a-b","-")
$substringAfter("a-b","-")
$trim("  a  b ")
$pad("a", 5)
$pad("a", -5, "#")
$contains("abc", "b")
$contains("abc", /B/i)
$contains("abc", /x/)
$split("a,b,c", ",")
$split("a,b,c", ",", 2)
$split("a1b22c", /[0-9]+/)
$split("abc", /x/)
$split("a1b2c", /[0-9]/, 1)
$split("abc", "")
$join(["a","b"], "-")
$join("a")
$match("ababbxabb", /a(b+)/)
$match("ababb", /a(b+)/, 1)
$match("xyz", /a/)
$match("aaa", /a*/)
$replace("abab", "a", "x")
$replace("abab", "a", "x", 1)
$replace("John Smith", /(\w+)\s(\w+)/, "$2, $1")
$replace("abc", /b/, "[$0$$$1$9]")
$replace("265USD", /([0-9]+)USD/, "$$$1")
$replace("abc", /[a-z]/, function($m){ $uppercase($m.match) })
$replace("abc", /b/, function($m){ 1 })
$replace("a", "", "b")
$replace("abcdefghijklm", /(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/, "$11-$12-$1")
/ab/("xabx").start
/ab/("xabx").match
/ab/("zz")
$uppercase("a")
$uppercase(1)
$lowercase("A")
$number("12.5")
$number("x")
$number(true)
$abs(-1)
$floor(1.5)
$ceil(1.2)
$round(2.5)
$round(1.2345, 2)
$power(2,10)
$sqrt(16)
$sqrt(-1)
$power(10, 1000)
$formatNumber(12345.678, "#,##0.00")
$formatBase(255, 16)
$formatInteger(2789, "w")
$parseInteger("twelve", "w")
$boolean([])
$boolean([0])
$boolean([0,1])
$not(0)
$exists(1)
$exists($nope)
$keys({"a":1,"b":2})
$keys([{"a":1},{"b":2}])
$keys({"a":1})
$keys({})
$lookup({"a":1}, "a")
$lookup([{"a":1},{"a":2}], "a")
$spread({"a":1,"b":2})
$merge([{"a":1},{"b":2}])
$reverse([1,2,3])
$distinct([1,2,1,{"a":1},{"a":1}])
$zip([1,2],[3,4])
$zip([1],2)
$type(1)
$type(null)
$type([])
$type({})
$type($nope)
$error("x")
$assert(false, "x")
$assert(true, "x")
$fromMillis(0)
$fromMillis(1000000000000, "[Y0001]-[M01]-[D01]")
$toMillis("2001-09-09T01:46:40.000Z")
$toMillis("x")
$toMillis("2001", "[Y]")
$now()
$millis()
$now("[Y]")
$base64encode("é")
$base64decode("w6k=")
$base64decode("!!!")
$encodeUrlComponent("?x=é")
$encodeUrl("a b")
$decodeUrlComponent("%3F")
$decodeUrl("%E0%A4%A")
$partition([1,2,3],2)
$partition([1],0)
$range(1,5,2)
$range(1,9,9)
$range(1,2)
$range(5,1,-2)
$hash("a","MD5")
$hash("a","x")
$hash("a")
$random(42)
$random()
$uuid()
$parse("[1,{}]")
$parse("{")
$parse(1)
$eval("1")
$shuffle([1,2,3])
$shuffle(1)
$clone({"a":1})
$map(["a"], $parse)
$substring()
$sum(1,2)
$uuid(1)
`
  .trim()
  .split('\n');
