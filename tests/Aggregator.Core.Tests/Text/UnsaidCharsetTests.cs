using System.Text;
using Xunit;

namespace Aggregator.Text;

public sealed class UnsaidCharsetTests
{
    private const string Russian = "Портовая комиссия Вестмара сообщила, что до конца года будут отремонтированы три причала и новый маяк. По словам инженеров, работы начнутся в марте, когда сойдёт лёд, и продлятся около двух лет. Рыбаки опасаются, что на время ремонта им придётся уходить в соседнюю гавань, а это лишние сорок миль пути.";
    private const string Ukrainian = "Портова комісія Вестмара повідомила, що до кінця року буде відремонтовано три причали й новий маяк. За словами інженерів, роботи почнуться в березні, коли зійде крига, і триватимуть близько двох років. Рибалки побоюються, що на час ремонту їм доведеться ходити до сусідньої гавані, а це зайві сорок миль шляху.";
    private const string Bulgarian = "Пристанищната комисия на Вестмар съобщи, че до края на годината ще бъдат ремонтирани три кея и новият фар. По думите на инженерите работата ще започне през март, когато се стопи ледът, и ще продължи около две години. Рибарите се опасяват, че през това време ще трябва да ползват съседното пристанище, което е с четиридесет мили по-далеч.";
    private const string Greek = "Η λιμενική επιτροπή του Βέστμαρ ανακοίνωσε ότι ως το τέλος του έτους θα επισκευαστούν τρεις προβλήτες και ο νέος φάρος. Σύμφωνα με τους μηχανικούς, οι εργασίες θα αρχίσουν τον Μάρτιο, όταν λιώσουν οι πάγοι, και θα διαρκέσουν περίπου δύο χρόνια. Οι ψαράδες φοβούνται ότι θα πρέπει να πηγαίνουν στο γειτονικό λιμάνι.";
    private const string Polish = "Komisja portowa w Westmarze ogłosiła, że do końca roku zostaną wyremontowane trzy nabrzeża oraz nowa latarnia morska. Według inżynierów prace rozpoczną się w marcu, gdy stopnieją lody, i potrwają około dwóch lat. Rybacy obawiają się, że na czas remontu będą musieli pływać do sąsiedniej przystani, co oznacza czterdzieści mil więcej.";
    private const string Czech = "Přístavní komise ve Vestmaru oznámila, že do konce roku budou opravena tři mola a nový maják. Podle inženýrů začnou práce v březnu, až roztaje led, a potrvají přibližně dva roky. Rybáři se obávají, že po dobu oprav budou muset plout do sousedního přístavu, což znamená o čtyřicet mil delší cestu a vyšší náklady.";
    private const string Hungarian = "A vestmari kikötői bizottság közölte, hogy az év végéig felújítják a három mólót és az új világítótornyot. A mérnökök szerint a munka márciusban kezdődik, amikor elolvad a jég, és körülbelül két évig tart. A halászok attól félnek, hogy a felújítás idejére a szomszédos kikötőbe kell járniuk, ami negyven mérfölddel hosszabb utat jelent.";
    private const string Romanian = "Comisia portuară din Vestmar a anunţat că până la sfârşitul anului vor fi reparate trei cheiuri şi noul far. Potrivit inginerilor, lucrările vor începe în martie, când se topeşte gheaţa, şi vor dura aproximativ doi ani. Pescarii se tem că pe durata lucrărilor vor trebui să meargă în portul vecin, ceea ce înseamnă un drum mai lung.";
    private const string Turkish = "Vestmar liman komisyonu, yıl sonuna kadar üç iskelenin ve yeni deniz fenerinin onarılacağını duyurdu. Mühendislere göre çalışmalar mart ayında buzlar eriyince başlayacak ve yaklaşık iki yıl sürecek. Balıkçılar, onarım süresince komşu limana gitmek zorunda kalacaklarından korkuyor; bu da kırk mil daha uzun bir yol ve daha fazla masraf demek.";
    private const string Lithuanian = "Vestmaro uosto komisija pranešė, kad iki metų pabaigos bus suremontuotos trys krantinės ir naujasis švyturys. Inžinierių teigimu, darbai prasidės kovo mėnesį, kai ištirps ledas, ir truks apie dvejus metus. Žvejai baiminasi, kad remonto metu jiems teks plaukti į kaimyninį uostą, o tai reiškia keturiasdešimt mylių ilgesnį kelią.";
    private const string Arabic = "أعلنت لجنة الميناء في فستمار أنه سيتم إصلاح ثلاثة أرصفة والمنارة الجديدة قبل نهاية العام. وقال المهندسون إن العمل سيبدأ في شهر مارس عندما يذوب الجليد، وسيستمر نحو عامين. ويخشى الصيادون أن يضطروا خلال فترة الإصلاح إلى الذهاب إلى الميناء المجاور، وهو ما يعني أربعين ميلا إضافيا.";
    private const string Hebrew = "ועדת הנמל של וסטמר הודיעה כי עד סוף השנה ישופצו שלושה רציפים והמגדלור החדש. לדברי המהנדסים העבודות יתחילו בחודש מרץ, כאשר הקרח יפשיר, ויימשכו כשנתיים. הדייגים חוששים שבזמן השיפוץ הם ייאלצו לשוט אל הנמל השכן, דרך ארוכה יותר בארבעים מילין, וההוצאות שלהם יגדלו מאוד.";
    private const string Thai = "คณะกรรมการท่าเรือเวสต์มาร์ประกาศว่าจะซ่อมแซมท่าเทียบเรือสามแห่งและประภาคารแห่งใหม่ภายในสิ้นปีนี้ วิศวกรกล่าวว่างานจะเริ่มในเดือนมีนาคมเมื่อน้ำแข็งละลาย และจะใช้เวลาประมาณสองปี ชาวประมงกังวลว่าในระหว่างการซ่อมแซมจะต้องไปที่ท่าเรือใกล้เคียง ซึ่งไกลกว่าเดิมสี่สิบไมล์";
    private const string Japanese = "ヴェストマル港湾委員会は、年末までに三つの埠頭と新しい灯台を修理すると発表した。技術者によれば、工事は氷が解ける三月に始まり、約二年間続く見込みである。漁師たちは、工事の間は隣の港まで行かなければならず、航路が四十マイルも長くなると心配している。";
    private const string Chinese = "维斯特马尔港务委员会宣布，三座码头和新的灯塔将在年底之前修复。工程师表示，工程将在三月冰雪融化时开始，预计持续两年左右。渔民们担心，在施工期间他们不得不驶往邻近的港口，航程将增加四十海里，费用也会更高。";
    private const string Taiwanese = "維斯特馬爾港務委員會宣布，三座碼頭和新的燈塔將在年底之前修復。工程師表示，工程將在三月冰雪融化時開始，預計持續兩年左右。漁民們擔心，在施工期間他們不得不駛往鄰近的港口，航程將增加四十海里，費用也會更高。";
    private const string Korean = "베스트마르 항만위원회는 연말까지 부두 세 곳과 새로운 등대를 수리하겠다고 발표했다. 기술자들에 따르면 공사는 얼음이 녹는 삼월에 시작되어 약 이 년 동안 계속될 예정이다. 어민들은 공사 기간에 이웃 항구까지 가야 하기 때문에 항로가 사십 마일이나 길어진다고 걱정하고 있다.";

    static UnsaidCharsetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("windows-1251", Russian)]
    [InlineData("koi8-r", Russian)]
    [InlineData("iso-8859-5", Russian)]
    [InlineData("windows-1251", Ukrainian)]
    [InlineData("koi8-u", Ukrainian)]
    [InlineData("windows-1251", Bulgarian)]
    [InlineData("windows-1253", Greek)]
    [InlineData("iso-8859-7", Greek)]
    [InlineData("iso-8859-2", Polish)]
    [InlineData("windows-1250", Polish)]
    [InlineData("windows-1250", Czech)]
    [InlineData("iso-8859-2", Hungarian)]
    [InlineData("windows-1250", Romanian)]
    [InlineData("windows-1254", Turkish)]
    [InlineData("windows-1257", Lithuanian)]
    [InlineData("windows-1256", Arabic)]
    [InlineData("windows-1255", Hebrew)]
    [InlineData("windows-874", Thai)]
    [InlineData("euc-jp", Japanese)]
    [InlineData("shift_jis", Japanese)]
    [InlineData("gb18030", Chinese)]
    [InlineData("big5", Taiwanese)]
    [InlineData("euc-kr", Korean)]
    public void A_page_that_does_not_say_its_charset_is_read_as_it_was_written(string encoding, string words)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes(PageOf(words));
        Assert.Equal(PageOf(words), Charset.Decode(bytes, "text/html"));
        // Servers say UTF-8 of everything.
        Assert.Equal(PageOf(words), Charset.Decode(bytes, "text/html; charset=utf-8"));
    }

    [Theory]
    [InlineData("La commission portuaire de Vestmar a annoncé que trois quais et le nouveau phare seront réparés d’ici à la fin de l’année. D’après les ingénieurs, les travaux commenceront en mars, à la fonte des glaces, et dureront près de deux ans. Les pêcheurs redoutent de devoir gagner le port voisin pendant ce temps, où l’accès est plus coûteux.")]
    [InlineData("Die Hafenkommission von Westmar hat mitgeteilt, dass bis Ende des Jahres drei Kais und der neue Leuchtturm instand gesetzt werden. Nach Angaben der Ingenieure beginnen die Arbeiten im März, wenn das Eis schmilzt, und dauern ungefähr zwei Jahre. Die Fischer befürchten, dass sie während der Bauzeit in den Nachbarhafen ausweichen müssen.")]
    [InlineData("Hafnarnefnd Vestmars tilkynnti að þrjár bryggjur og nýi vitinn verði lagfærð fyrir árslok. Að sögn verkfræðinga hefst vinnan í mars, þegar ísinn bráðnar, og stendur í um það bil tvö ár. Sjómenn óttast að á meðan þurfi þeir að sigla til nágrannahafnarinnar, sem er fjörutíu mílum lengri leið og kostar meira.")]
    [InlineData("Komisioni i portit të Vestmarit njoftoi se deri në fund të vitit do të riparohen tri kalatat dhe fari i ri. Sipas inxhinierëve, punimet do të fillojnë në mars, kur të shkrihet akulli, dhe do të zgjasin rreth dy vjet. Peshkatarët kanë frikë se gjatë kësaj kohe do t’u duhet të shkojnë në portin fqinj, çka është dyzet milje më larg.")]
    [InlineData("La comissió portuària de Vestmar ha anunciat que abans de final d’any es repararan tres molls i el nou far. Segons els enginyers, les obres començaran al març, quan es fongui el glaç, i duraran prop de dos anys. Els pescadors temen que mentrestant hauran d’anar fins al port veí, que és més lluny, i això els costarà més diners, així com temps.")]
    [InlineData("De havencommissie van Vestmar heeft meegedeeld dat vóór het einde van het jaar drie kades en de nieuwe vuurtoren worden hersteld. Volgens de ingenieurs begint het werk in maart, als het ijs smelt, en duurt het ongeveer twee jaar. De vissers vrezen dat ze intussen naar de naburige haven moeten varen: veertig mijl verder én duurder, zei één van hen.")]
    [InlineData("The new quay cost ££££ and the old one ££ – or so “they” say – and nobody’s the wiser.")]
    [InlineData("àéèùçïîô")]
    [InlineData("Il porto è “qui” e lì c’è il faro, così è.")]
    public void What_the_west_writes_is_never_taken_for_anything_else(string words)
    {
        foreach (var some in new[] { words, words[..(words.Length / 2)], words[..(words.Length / 4)] })
            Assert.Equal(PageOf(some), Charset.Decode(Encoding.GetEncoding(1252).GetBytes(PageOf(some)), "text/html"));
    }

    [Fact]
    public void Text_in_UTF_8_with_a_few_torn_letters_stays_UTF_8()
    {
        byte[] torn = [.. Encoding.UTF8.GetBytes(PageOf(Russian)), 0xD0, .. " и "u8, 0xE0, 0xE1];
        Assert.Equal(PageOf(Russian) + "Ð и àá", Charset.Decode(torn, "text/html"));
    }

    [Fact]
    public void Too_few_letters_tell_nothing_and_are_windows_1252() =>
        Assert.Equal("<p>£ód¼</p>", Charset.Decode([.. "<p>"u8, 0xA3, 0xF3, (byte)'d', 0xBC, .. "</p>"u8], "text/html"));

    [Fact]
    public void The_guess_is_told()
    {
        Charset.Of(Encoding.GetEncoding("windows-1251").GetBytes(PageOf(Bulgarian)), null, out _, out var repair);
        Assert.Equal("bytes that are not UTF-8 were read as windows-1251, by their letters", repair);
    }

    private static string PageOf(string words) => $"""
        <!doctype html><html><head><title>Vestmar</title><link rel="stylesheet" href="/style.css"></head>
        <body><div class="head navigation"><a href="/home">Home</a> <a href="/contact">Contact</a></div>
        <div class="content"><p>{words}</p></div><div class="foot">Copyright Vestmar</div></body></html>
        """;
}
