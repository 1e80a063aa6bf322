using System.Globalization;

namespace Codesession.Core.Tests.Text;

public sealed class MoneyTextTests
{
    [Theory]
    [InlineData("0", "$0.00")]
    [InlineData("1.43", "$1.43")]
    [InlineData("1.435", "$1.44")]
    [InlineData("1234567.8", "$1,234,567.80")]
    [InlineData("0.01", "$0.01")]
    [InlineData("0.0042", "$0.0042")]
    [InlineData("0.00005", "$0.0001")]
    [InlineData("0.00004", "<$0.0001")]
    [InlineData(null, "unpriced")]
    public void An_amount_has_cents_and_a_small_one_four_decimals(string? dollars, string text) =>
        Assert.Equal(text, MoneyText.Of(dollars is null ? null : decimal.Parse(dollars, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_sum_tells_what_is_not_in_it() => Assert.Equal("$2.00 + 1,200 unpriced", MoneyText.Of(2, 1_200));
}
